package dev.mandate.gateway.upstream;

import dev.mandate.gateway.servers.McpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What starts a child process, each time it is started: its own command behind what confines it, in its directory, with its own environment. */
final class ChildCommand {
    private final McpServer server;
    private final List<String> before;
    private @Nullable Path directory;

    /** @throws IllegalStateException in words, if it can't be confined as its operator wrote down */
    ChildCommand(McpServer server) {
        this.server = server;
        this.before = ChildPrograms.before(server);
    }

    /** @throws IOException if there is no directory for it */
    synchronized ProcessBuilder builder() throws IOException {
        if (directory == null) directory = server.directory() == null ? emptyOne() : server.directory();
        var all = new ArrayList<>(before);
        all.addAll(server.command());
        var command = new ProcessBuilder(all).directory(directory.toFile());
        command.environment().clear();
        command.environment().put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
        command.environment().putAll(server.environment());
        return command;
    }

    /** That all its lives share. */
    private Path emptyOne() throws IOException {
        var empty = Files.createTempDirectory("mcp-" + server.name() + "-");
        var user = server.confinement().user();
        if (user != null)
            Files.setOwner(
                    empty, empty.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user));
        return empty;
    }
}
