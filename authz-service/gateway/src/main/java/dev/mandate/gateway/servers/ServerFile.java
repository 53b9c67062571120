package dev.mandate.gateway.servers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.gateway.jsonrpc.ServerJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The file of servers, in the form that MCP clients have for theirs ({@code mcpServers}), with {@code credential} and {@code tools} beside.
 * A member that isn't known is refused: it might have been meant to restrict something.
 */
final class ServerFile {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");
    private static final Set<String> MEMBERS =
            Set.of("type", "url", "command", "args", "env", "cwd", "credential", "tools");
    private static final Set<String> TYPES = Set.of("stdio", "http", "streamable-http");

    private final Path file;

    ServerFile(Path file) {
        this.file = file;
    }

    /** @throws IllegalArgumentException naming what is wrong and where */
    Map<String, McpServer> read() {
        var all = new LinkedHashMap<String, McpServer>();
        for (var entry : object(root(), "mcpServers").properties()) {
            var name = entry.getKey();
            if (!NAME.matcher(name).matches())
                throw wrong(name, "is no name of a server: lower-case letters, digits and -, such as crm");
            all.put(name, server(name, entry.getValue()));
        }
        return all;
    }

    private ObjectNode root() {
        try {
            return ServerJson.read(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " can't be read: " + e.getMessage(), e);
        }
    }

    private McpServer server(String name, JsonNode its) {
        if (!its.isObject()) throw wrong(name, "must be an object");
        for (var names = its.fieldNames(); names.hasNext(); ) {
            var member = names.next();
            if (!MEMBERS.contains(member)) throw wrong(name + "." + member, "is not known; there are " + MEMBERS);
        }
        var type = text(its, name, "type");
        if (type != null && !TYPES.contains(type)) throw wrong(name + ".type", "must be stdio or http");
        var url = text(its, name, "url");
        var command = text(its, name, "command");
        if ((url == null) == (command == null)) throw wrong(name, "has either a url or a command");
        return new McpServer(
                name,
                url == null ? null : url(name, url),
                command == null ? List.of() : command(name, command, its),
                texts(its, name, "env"),
                path(text(its, name, "cwd")),
                path(text(its, name, "credential")),
                texts(its, name, "tools"));
    }

    private URI url(String name, String text) {
        try {
            var url = URI.create(text);
            var http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (http && url.getHost() != null && url.getUserInfo() == null && url.getFragment() == null) return url;
        } catch (IllegalArgumentException e) {
            throw wrong(name + ".url", "is no URL");
        }
        throw wrong(name + ".url", "must be http or https, with a host and without user or fragment");
    }

    private List<String> command(String name, String command, JsonNode its) {
        var all = new ArrayList<String>();
        all.add(command);
        for (var argument : its.path("args")) {
            if (!argument.isTextual()) throw wrong(name + ".args", "must be texts");
            all.add(argument.textValue());
        }
        return all;
    }

    private Map<String, String> texts(JsonNode its, String name, String member) {
        var all = new LinkedHashMap<String, String>();
        if (!its.has(member)) return all;
        for (var entry : object(its, member).properties()) {
            if (!entry.getValue().isTextual())
                throw wrong(name + "." + member + "." + entry.getKey(), "must be a text");
            all.put(entry.getKey(), entry.getValue().textValue());
        }
        return all;
    }

    private @Nullable String text(JsonNode its, String name, String member) {
        var value = its.get(member);
        if (value == null) return null;
        if (value.isTextual() && !value.textValue().isBlank()) return value.textValue();
        throw wrong(name + "." + member, "must be a text");
    }

    /** Beside the file, unless it says otherwise. */
    private @Nullable Path path(@Nullable String text) {
        return text == null ? null : file.toAbsolutePath().resolveSibling(text);
    }

    private ObjectNode object(JsonNode its, String member) {
        if (its.get(member) instanceof ObjectNode object) return object;
        throw wrong(member, "must be an object");
    }

    private IllegalArgumentException wrong(String where, String what) {
        return new IllegalArgumentException(file + ": " + where + " " + what);
    }
}
