package dev.mandate.gateway.tools;

import dev.mandate.gateway.jsonrpc.ServerJson;
import dev.mandate.gateway.servers.GatewayConfig;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Which definitions of tools somebody has looked at and accepted: {@code {"<server>": {"<tool>": "sha256:…"}}}, in a file that may change at
 * any time. A tool that isn't in it, or is in it with another digest, is hidden. If the file can't be read, nothing is accepted by it. Each
 * file of servers has one.
 */
@Singleton
public final class AcceptedTools {
    private static final Logger LOG = Logger.getLogger(AcceptedTools.class);
    private static final long BETWEEN_LOOKS_NANOS = 1_000_000_000L;

    private final List<Path> files;
    private volatile Read read;

    private record Read(Map<String, String> digests, List<Optional<FileTime>> written, long at) {}

    AcceptedTools(GatewayConfig config) {
        this.files = config.accepted()
                .map(List::of)
                .orElseGet(() -> config.servers().orElse(List.of()).stream()
                        .map(servers -> servers.resolveSibling(servers.getFileName() + ".accepted"))
                        .toList());
        this.read = new Read(Map.of(), List.of(), System.nanoTime() - 2 * BETWEEN_LOOKS_NANOS);
    }

    /** Just this definition was accepted. */
    public boolean has(String server, ToolDefinition tool) {
        return tool.digest().equals(digests().get(key(server, tool.name())));
    }

    /** Another definition of it was accepted: it has changed since. */
    public boolean hasOther(String server, ToolDefinition tool) {
        var accepted = digests().get(key(server, tool.name()));
        return accepted != null && !accepted.equals(tool.digest());
    }

    /** Something of this server was accepted: what wasn't is hidden. */
    public boolean knows(String server) {
        var beginning = key(server, "");
        return digests().keySet().stream().anyMatch(tool -> tool.startsWith(beginning));
    }

    private Map<String, String> digests() {
        var known = read;
        if (System.nanoTime() - known.at() < BETWEEN_LOOKS_NANOS) return known.digests();
        var next = look(known);
        read = next;
        return next.digests();
    }

    private Read look(Read known) {
        var written = files.stream().map(AcceptedTools::written).toList();
        if (written.equals(known.written())) return new Read(known.digests(), written, System.nanoTime());
        var digests = new HashMap<String, String>();
        var all = true;
        for (var file : files) {
            try {
                digests.putAll(parsed(file));
            } catch (NoSuchFileException e) {
                // nobody has accepted anything yet
            } catch (IOException e) {
                LOG.warnf("%s can't be read, so no tool is accepted by it: %s", file, e.getMessage());
                all = false;
            }
        }
        return new Read(Map.copyOf(digests), all ? written : List.of(), System.nanoTime());
    }

    /** Empty for one that isn't there. */
    private static Optional<FileTime> written(Path file) {
        try {
            return Optional.of(Files.getLastModifiedTime(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Map<String, String> parsed(Path file) throws IOException {
        var all = new HashMap<String, String>();
        for (var server : ServerJson.read(Files.readAllBytes(file)).properties())
            for (var tool : server.getValue().properties())
                all.put(key(server.getKey(), tool.getKey()), tool.getValue().asText());
        return all;
    }

    /** Names of servers have no such character. */
    private static String key(String server, String tool) {
        return server + "/" + tool;
    }
}
