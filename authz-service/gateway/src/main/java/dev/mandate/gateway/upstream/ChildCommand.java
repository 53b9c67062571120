package dev.mandate.gateway.upstream;

import dev.mandate.gateway.servers.Isolation;
import dev.mandate.gateway.servers.McpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What starts a child process, each time it is started: its own command behind what confines it, in its directory, with its own environment. */
final class ChildCommand {
    private final McpServer server;
    private final ChildPrograms.Confined confined;
    private @Nullable Path directory;

    /**
     * Tries whether it can be confined.
     *
     * @param hidden what is empty for it, in namespaces of its own
     * @throws IllegalStateException in words, if it can't be confined as its operator wrote down
     */
    ChildCommand(McpServer server, Isolation isolation, Collection<Path> hidden) {
        this.server = server;
        this.confined = ChildPrograms.of(server, isolation, limits -> OwnNamespaces.before(limits, hidden));
    }

    /** Why it may read what is the gateway's; empty where it may not. */
    Optional<String> exposed() {
        return Optional.ofNullable(confined.exposed());
    }

    /** @throws IOException if there is no directory for it */
    synchronized ProcessBuilder builder() throws IOException {
        if (directory == null) directory = server.directory() == null ? emptyOne() : server.directory();
        var all = new ArrayList<>(confined.before());
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
