package dev.mandate.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The protocol's own clients and servers from npm, in the versions of {@code src/test/peers/package.json}; absent without Node or a registry. */
final class RealPeers {
    private static final Path SOURCES = Path.of("src/test/peers").toAbsolutePath();
    private static final Path DIRECTORY = Path.of("target/peers").toAbsolutePath();

    /** npm writes it last: without it an install has broken off. */
    private static final Path INSTALLED = DIRECTORY.resolve("node_modules/.package-lock.json");

    private static final Path PACKAGES = DIRECTORY.resolve("node_modules/@modelcontextprotocol");

    private RealPeers() {}

    /** Why they can't play; null if they can. */
    static @Nullable String absent() {
        try {
            if (run(DIRECTORY.getParent(), 10, "node", "--version") != 0) return "Node is not there";
            Files.createDirectories(DIRECTORY);
            for (var file : List.of("package.json", "client.mjs", "models.mjs", "pages.mjs", "asks.mjs", "server.mjs"))
                Files.copy(
                        SOURCES.resolve(file),
                        DIRECTORY.resolve(file),
                        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            if (!Files.exists(INSTALLED) || !Files.isDirectory(PACKAGES.resolve("node"))) {
                if (run(DIRECTORY, 180, "npm", "install", "--no-audit", "--no-fund", "--ignore-scripts") != 0)
                    return "npm can't install them";
            }
            return null;
        } catch (IOException | InterruptedException e) {
            return "Node is not there: " + e.getMessage();
        }
    }

    /**
     * The servers, as they stand in the gateway's file. What was built with the package of today is there twice: over HTTP and as a child process.
     *
     * @param everything port of the one of the older versions that is reached over HTTP
     * @param built port of the one of the newest
     */
    static Map<String, String> servers(int everything, int built, Path shared) {
        var servers = new LinkedHashMap<String, String>();
        servers.put(
                "everything",
                "{\"url\": \"http://127.0.0.1:%d/mcp\", \"asks\": [\"forms\", \"pages\", \"sampling\"], \"pages\": [\"pay.example\"]}"
                        .formatted(everything));
        servers.put(
                "built", "{\"url\": \"http://127.0.0.1:%d/\", \"asks\": [\"forms\", \"sampling\"]}".formatted(built));
        servers.put(
                "kit",
                "{\"command\": \"node\", \"args\": [\"%s\"], \"asks\": [\"forms\", \"sampling\"]}"
                        .formatted(DIRECTORY.resolve("server.mjs")));
        servers.put(
                "memory",
                child("server-memory", "{\"MEMORY_FILE_PATH\": \"" + shared.resolve("memory.jsonl") + "\"}", ""));
        servers.put("files", child("server-filesystem", "{}", ", \"" + shared + "\""));
        return servers;
    }

    private static String child(String name, String environment, String arguments) {
        return "{\"command\": \"node\", \"args\": [\"%s\"%s], \"env\": %s}"
                .formatted(PACKAGES.resolve(name).resolve("dist/index.js"), arguments, environment);
    }

    static Process startEverything(int port) throws IOException {
        var builder = new ProcessBuilder(
                        "node",
                        PACKAGES.resolve("server-everything/dist/index.js").toString(),
                        "streamableHttp")
                .redirectErrorStream(true)
                .redirectOutput(DIRECTORY.resolve("everything.log").toFile());
        builder.environment().put("PORT", Integer.toString(port));
        return builder.start();
    }

    static Process startBuilt(int port) throws IOException {
        return new ProcessBuilder("node", DIRECTORY.resolve("server.mjs").toString(), Integer.toString(port))
                .redirectErrorStream(true)
                .redirectOutput(DIRECTORY.resolve("built.log").toFile())
                .start();
    }

    /** What a client was asked, and what came of its calls and completions. @param can {@code all} or {@code none} of what there is to be asked */
    static JsonNode asks(String version, String url, String token, String can, String calls, String completions)
            throws IOException, InterruptedException {
        return seen("asks.mjs", version, url, token, can, calls.replace('\'', '"'), completions.replace('\'', '"'));
    }

    /** What the client saw, in its own words. */
    static JsonNode client(String version, String url, String token, String calls)
            throws IOException, InterruptedException {
        return seen("client.mjs", version, url, token, calls.replace('\'', '"'));
    }

    /** Which pages a client was led to, and how its call ended. @param does {@code url}, {@code form} or {@code none}: what it opens */
    static JsonNode pages(String version, String url, String token, String does, String call)
            throws IOException, InterruptedException {
        return seen("pages.mjs", version, url, token, does, call.replace('\'', '"'));
    }

    /** What a client of models saw, which knows nothing but where and with which key. */
    static JsonNode models(String sdk, String url, String token, String model, String other)
            throws IOException, InterruptedException {
        return seen("models.mjs", sdk, url, token, model, other);
    }

    private static JsonNode seen(String... command) throws IOException, InterruptedException {
        var all = new ArrayList<>(List.of("node"));
        all.addAll(List.of(command));
        var process = new ProcessBuilder(all)
                .directory(DIRECTORY.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var seen = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0)
            throw new AssertionError("the client failed: " + seen);
        return new ObjectMapper().readTree(seen);
    }

    private static int run(Path directory, int seconds, String... command) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        var process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("npm.log").toFile())
                .start();
        if (process.waitFor(seconds, TimeUnit.SECONDS)) return process.exitValue();
        process.destroyForcibly();
        return -1;
    }
}
