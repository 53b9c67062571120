package dev.mandate.cli.mcp;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.embedded.OwnersFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** What was accepted of servers' tools, beside the file of servers, where the gateway looks each second. */
public final class AcceptedFile {
    private static final JsonMapper JSON = new JsonMapper();

    private final Path file;

    public AcceptedFile(Path servers) {
        this.file = servers.resolveSibling(servers.getFileName() + ".accepted");
    }

    /** The names of the servers in a file of servers. */
    public static Set<String> names(Path servers) {
        try {
            var names = new LinkedHashSet<String>();
            JSON.readTree(servers.toFile()).path("mcpServers").fieldNames().forEachRemaining(names::add);
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + servers, e);
        }
    }

    /** @param digests by tool; whatever else was accepted stays so */
    public void accept(String server, Map<String, String> digests) {
        try {
            var all = read();
            var its = all.withObjectProperty(server);
            digests.forEach(its::put);
            write(all);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /** Nothing of these servers is accepted any more. @return what was, by server */
    public ObjectNode take(Collection<String> servers) {
        var taken = JSON.createObjectNode();
        try {
            var all = read();
            for (var server : servers) if (all.has(server)) taken.set(server, all.remove(server));
            if (!taken.isEmpty()) write(all);
            return taken;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    private ObjectNode read() throws IOException {
        return Files.exists(file) && JSON.readTree(file.toFile()) instanceof ObjectNode kept
                ? kept
                : JSON.createObjectNode();
    }

    private void write(ObjectNode all) {
        OwnersFile.write(file, all.toPrettyString());
    }
}
