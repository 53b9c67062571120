package dev.mandate.cli.wrap;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.cli.mcp.AcceptedFile;
import dev.mandate.cli.running.Layout;
import dev.mandate.cli.wrap.ClientServer.AtGateway;
import dev.mandate.embedded.OwnersFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which clients' files of this checkout are wrapped, and the gateway's file of their servers, both for their owner alone: in them is what
 * stood in the clients' files, secrets too. Changed only by who holds the launcher's lock, but for {@link #note}.
 */
final class Wraps {
    private static final JsonMapper JSON = new JsonMapper();

    private final Path directory;
    private final AcceptedFile accepted;

    Wraps(Layout layout) {
        this.directory = layout.wrapped();
        this.accepted = new AcceptedFile(directory.resolve("servers.json"));
    }

    /** Byte for byte what a client's file was: here, since it may have secrets, and what stands beside it may be seen. */
    Path backup(Wrap wrap) {
        return directory.resolve(Digest.name(wrap.file().toString()) + ".before");
    }

    /** Whether somebody has said yes to just what this digest is of. */
    boolean isAgreed(Path file, String digest) {
        return read("agreed.json").path(file.toString()).path("digest").asText().equals(digest);
    }

    /** In place of what was agreed to before; with that goes what was accepted of it. */
    void agree(Path file, String digest) {
        if (isAgreed(file, digest)) return;
        OwnersFile.makeDirectory(directory);
        var all = read("agreed.json");
        all.putObject(file.toString()).put("digest", digest);
        write("agreed.json", all.toPrettyString());
    }

    /** What was accepted counts no more, even if the same is wrapped again. */
    void forgetAccepted(Path file) {
        var all = read("agreed.json");
        if (!(all.get(file.toString()) instanceof ObjectNode agreed)) return;
        agreed.remove("accepted");
        write("agreed.json", all.toPrettyString());
    }

    /** Beside what was kept before and didn't count again. */
    private void keepAccepted(Path file, ObjectNode taken) {
        var all = read("agreed.json");
        if (!(all.get(file.toString()) instanceof ObjectNode agreed)) return;
        var kept = agreed.withObjectProperty("accepted");
        for (var server : taken.properties())
            kept.withObjectProperty(server.getKey()).setAll((ObjectNode) server.getValue());
        write("agreed.json", all.toPrettyString());
    }

    /** It counts, and may be withdrawn where it does. */
    private void keptNoMore(Path file, Collection<String> servers) {
        var all = read("agreed.json");
        if (servers.isEmpty() || !(all.get(file.toString()) instanceof ObjectNode agreed)) return;
        agreed.withObjectProperty("accepted").remove(servers);
        write("agreed.json", all.toPrettyString());
    }

    /**
     * What was accepted of servers of this file the last time that they stood behind the gateway, by server: digests by tool.
     *
     * @param agreed of what somebody has said yes to; of anything else nothing was accepted
     */
    Map<String, Map<String, String>> acceptedBefore(Path file, String agreed) {
        if (!isAgreed(file, agreed)) return Map.of();
        return JSON.convertValue(
                read("agreed.json").path(file.toString()).withObjectProperty("accepted"), new TypeReference<>() {});
    }

    List<Wrap> all() {
        var all = new ArrayList<Wrap>();
        for (var node : read("wraps.json").path("wraps")) all.add(wrap(node));
        return all;
    }

    Optional<Wrap> of(Path file) {
        return all().stream().filter(wrap -> wrap.file().equals(file)).findFirst();
    }

    /** @param server its name at the gateway */
    Optional<Wrap> having(String server) {
        return all().stream().filter(wrap -> wrap.servers().contains(server)).findFirst();
    }

    /**
     * What was accepted of servers of these names counts only if it was of these, as somebody has agreed to them.
     *
     * @param servers by their names at the gateway
     * @param again what was accepted of them before, and counts again
     */
    void add(Wrap wrap, Map<String, AtGateway> servers, Map<String, Map<String, String>> again) {
        OwnersFile.makeDirectory(directory);
        accepted.take(servers.keySet());
        again.forEach(accepted::accept);
        keptNoMore(wrap.file(), again.keySet());
        var entries = read("servers.json").withObjectProperty("mcpServers");
        servers.forEach((name, server) -> {
            var entry = server.entry().deepCopy();
            if (server.bearer() != null) {
                write(name + ".token", server.bearer());
                entry.put("credential", name + ".token");
            }
            entries.set(name, entry);
        });
        write("servers.json", JSON.createObjectNode().set("mcpServers", entries).toPrettyString());
        var all = without(wrap.file());
        all.add(wrap);
        keep(all);
    }

    /** What was accepted of its servers isn't for others of their names. It is kept with what was agreed to. */
    void remove(Wrap wrap) {
        keepAccepted(wrap.file(), accepted.take(wrap.servers()));
        var entries = read("servers.json").withObjectProperty("mcpServers");
        entries.remove(wrap.servers());
        if (entries.isEmpty()) delete("servers.json");
        else
            write(
                    "servers.json",
                    JSON.createObjectNode().set("mcpServers", entries).toPrettyString());
        wrap.servers().forEach(server -> delete(server + ".token"));
        keep(without(wrap.file()));
    }

    /**
     * What is known of it by now.
     *
     * @return false, with nothing noted, where it was undone meanwhile, whatever wrapped the file since
     */
    boolean note(Wrap wrap) {
        if (of(wrap.file()).filter(wrap::is).isEmpty()) return false;
        var all = without(wrap.file());
        all.add(wrap);
        keep(all);
        return true;
    }

    private List<Wrap> without(Path file) {
        return new ArrayList<>(
                all().stream().filter(wrap -> !wrap.file().equals(file)).toList());
    }

    private void keep(List<Wrap> wraps) {
        var root = JSON.createObjectNode();
        var array = root.putArray("wraps");
        for (var wrap : wraps) {
            var node = array.addObject()
                    .put("file", wrap.file().toString())
                    .put("original", wrap.original())
                    .put("wrapped", wrap.wrapped())
                    .put("agent", wrap.agent());
            wrap.servers().forEach(node.putArray("servers")::add);
            if (wrap.run() != null) node.put("run", wrap.run());
            if (wrap.agentId() != null) node.put("agentId", wrap.agentId());
            if (wrap.delegation() != null) node.put("delegation", wrap.delegation());
            if (wrap.until() != null) node.put("until", wrap.until().toString());
        }
        write("wraps.json", root.toPrettyString());
    }

    private static Wrap wrap(JsonNode node) {
        var servers = new ArrayList<String>();
        node.path("servers").forEach(server -> servers.add(server.asText()));
        var until = text(node, "until");
        return new Wrap(
                Path.of(node.path("file").asText()),
                node.path("original").asText(),
                node.path("wrapped").asText(),
                servers,
                node.path("agent").asText(),
                text(node, "run"),
                text(node, "agentId"),
                text(node, "delegation"),
                until == null ? null : Instant.parse(until));
    }

    private static @Nullable String text(JsonNode node, String member) {
        return node.hasNonNull(member) ? node.path(member).asText() : null;
    }

    private ObjectNode read(String name) {
        try {
            if (JSON.readTree(Files.readAllBytes(directory.resolve(name))) instanceof ObjectNode object) return object;
            throw new IllegalStateException(directory.resolve(name) + " is no JSON object");
        } catch (NoSuchFileException e) {
            return JSON.createObjectNode();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + directory.resolve(name), e);
        }
    }

    private void write(String name, String text) {
        OwnersFile.write(directory.resolve(name), text);
    }

    private void delete(String name) {
        try {
            Files.deleteIfExists(directory.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + directory.resolve(name), e);
        }
    }

    /** As they stand in the gateway's other file, by name. */
    static Map<String, Path> named(List<Path> files) {
        var names = new LinkedHashMap<String, Path>();
        for (var file : files) for (var name : AcceptedFile.names(file)) names.put(name, file);
        return names;
    }
}
