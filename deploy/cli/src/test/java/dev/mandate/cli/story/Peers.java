package dev.mandate.cli.story;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;

/** The protocol's own clients and servers from npm, as the gateway's tests have installed them, or else here: nothing says who is first. */
final class Peers {
    private static final Path GATEWAY =
            Path.of("../../authz-service/gateway").toAbsolutePath().normalize();
    private static final Path SOURCES = GATEWAY.resolve("src/test/peers");
    private static final Path THEIRS = GATEWAY.resolve("target/peers");

    /** Where they are, or will be once {@link #areThere()}. */
    static final Path DIRECTORY =
            areIn(THEIRS) ? THEIRS : Path.of("target/peers").toAbsolutePath();

    private Peers() {}

    /** False without Node or a registry. */
    static boolean areThere() throws IOException, InterruptedException {
        return areIn(DIRECTORY) || install();
    }

    /** npm writes its list last: without it an install has broken off. */
    private static boolean areIn(Path directory) {
        return Files.exists(directory.resolve("node_modules/@modelcontextprotocol/node"))
                && Files.exists(directory.resolve("node_modules/.package-lock.json"));
    }

    private static boolean install() throws IOException, InterruptedException {
        Files.createDirectories(DIRECTORY);
        Files.copy(
                SOURCES.resolve("package.json"),
                DIRECTORY.resolve("package.json"),
                StandardCopyOption.REPLACE_EXISTING);
        try {
            var npm = new ProcessBuilder("npm", "install", "--no-audit", "--no-fund", "--ignore-scripts")
                    .directory(DIRECTORY.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(DIRECTORY.resolve("npm.log").toFile())
                    .start();
            if (npm.waitFor(3, TimeUnit.MINUTES)) return npm.exitValue() == 0 && areIn(DIRECTORY);
            npm.destroyForcibly();
            return false;
        } catch (IOException noNode) {
            return false;
        }
    }
}
