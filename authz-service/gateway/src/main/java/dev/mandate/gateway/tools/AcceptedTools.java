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
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Which definitions of tools somebody has looked at and accepted: {@code {"<server>": {"<tool>": "sha256:…"}}}, in a file that may change at
 * any time. A tool that isn't in it, or is in it with another digest, is hidden. If the file can't be read, nothing is accepted.
 */
@Singleton
public final class AcceptedTools {
    private static final Logger LOG = Logger.getLogger(AcceptedTools.class);
    private static final long BETWEEN_LOOKS_NANOS = 1_000_000_000L;

    private final @Nullable Path file;
    private volatile Read read = new Read(Map.of(), null, System.nanoTime() - 2 * BETWEEN_LOOKS_NANOS);

    private record Read(
            Map<String, String> digests, @Nullable FileTime written, long at) {}

    AcceptedTools(GatewayConfig config) {
        this.file = config.accepted()
                .or(() -> config.servers().map(servers -> servers.resolveSibling(servers.getFileName() + ".accepted")))
                .orElse(null);
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

    private Map<String, String> digests() {
        var known = read;
        if (file == null || System.nanoTime() - known.at() < BETWEEN_LOOKS_NANOS) return known.digests();
        var next = look(file, known);
        read = next;
        return next.digests();
    }

    private static Read look(Path file, Read known) {
        try {
            var written = Files.getLastModifiedTime(file);
            var digests = written.equals(known.written()) ? known.digests() : parsed(file);
            return new Read(digests, written, System.nanoTime());
        } catch (NoSuchFileException e) {
            return new Read(Map.of(), null, System.nanoTime());
        } catch (IOException e) {
            LOG.warnf("%s can't be read, so no tool is accepted: %s", file, e.getMessage());
            return new Read(Map.of(), null, System.nanoTime());
        }
    }

    private static Map<String, String> parsed(Path file) throws IOException {
        var all = new HashMap<String, String>();
        for (var server : ServerJson.read(Files.readAllBytes(file)).properties())
            for (var tool : server.getValue().properties())
                all.put(key(server.getKey(), tool.getKey()), tool.getValue().asText());
        return Map.copyOf(all);
    }

    /** Names of servers have no such character. */
    private static String key(String server, String tool) {
        return server + "/" + tool;
    }
}
