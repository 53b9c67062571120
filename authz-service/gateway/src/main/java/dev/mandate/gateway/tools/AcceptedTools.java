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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    /**
     * @param digests by server and tool
     * @param servers of which something was ever accepted since the start: withdrawing the last of it accepts nothing else
     * @param whole each file that is there could be read
     */
    private record Read(
            Map<String, String> digests,
            Set<String> servers,
            boolean whole,
            List<Optional<FileTime>> written,
            long at) {
        Read lookedAt(List<Optional<FileTime>> then) {
            return new Read(digests, servers, whole, then, System.nanoTime());
        }
    }

    AcceptedTools(GatewayConfig config) {
        this.files = config.accepted()
                .map(List::of)
                .orElseGet(() -> config.servers().orElse(List.of()).stream()
                        .map(servers -> servers.resolveSibling(servers.getFileName() + ".accepted"))
                        .toList());
        this.read = new Read(Map.of(), Set.of(), true, List.of(), System.nanoTime() - 2 * BETWEEN_LOOKS_NANOS);
    }

    /** Just this definition was accepted. */
    public boolean has(String server, ToolDefinition tool) {
        return tool.digest().equals(read().digests().get(key(server, tool.name())));
    }

    /** Another definition of it was accepted: it has changed since. */
    public boolean hasOther(String server, ToolDefinition tool) {
        var accepted = read().digests().get(key(server, tool.name()));
        return accepted != null && !accepted.equals(tool.digest());
    }

    /** What wasn't accepted of this server is hidden, since something was, or may have been as far as can be read now. */
    public boolean holds(String server) {
        var now = read();
        return !now.whole() || now.servers().contains(server);
    }

    private Read read() {
        var known = read;
        if (System.nanoTime() - known.at() < BETWEEN_LOOKS_NANOS) return known;
        var next = look(known);
        read = next;
        return next;
    }

    private Read look(Read known) {
        var written = files.stream().map(AcceptedTools::written).toList();
        if (written.equals(known.written())) return known.lookedAt(written);
        var digests = new HashMap<String, String>();
        var servers = new HashSet<>(known.servers());
        var all = true;
        for (var file : files) {
            try {
                for (var server : ServerJson.read(Files.readAllBytes(file)).properties()) {
                    servers.add(server.getKey());
                    for (var tool : server.getValue().properties())
                        digests.put(
                                key(server.getKey(), tool.getKey()),
                                tool.getValue().asText());
                }
            } catch (NoSuchFileException e) {
                // nobody has accepted anything yet
            } catch (IOException e) {
                LOG.warnf("%s can't be read, so no tool is accepted by it: %s", file, e.getMessage());
                all = false;
            }
        }
        return new Read(Map.copyOf(digests), Set.copyOf(servers), all, all ? written : List.of(), System.nanoTime());
    }

    /** Empty for one that isn't there. */
    private static Optional<FileTime> written(Path file) {
        try {
            return Optional.of(Files.getLastModifiedTime(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Names of servers have no such character. */
    private static String key(String server, String tool) {
        return server + "/" + tool;
    }
}
