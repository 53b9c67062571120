package dev.mandate.gateway.servers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.gateway.jsonrpc.ServerJson;
import dev.mandate.gateway.protocol.Askable;
import dev.mandate.gateway.servers.Confinement.Limit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The file of servers, in the form that MCP clients have for theirs ({@code mcpServers}), with {@code credential}, {@code tools}, {@code user},
 * {@code limits}, {@code asks} and {@code pages} beside. A member that isn't known is refused: it might have been meant to restrict something.
 */
final class ServerFile {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");
    private static final Set<String> MEMBERS = Set.of(
            "type", "url", "command", "args", "env", "cwd", "credential", "tools", "user", "limits", "asks", "pages");
    /** A host as it stands in a URL, maybe with a port: in letters that look like no others. */
    private static final Pattern HOST = Pattern.compile("[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?(?::[1-9][0-9]{0,4})?");

    private static final Pattern USER = Pattern.compile("[a-z_][a-z0-9_-]{0,31}");
    private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,9})([KMG]?)");
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
                texts(its, name, "tools"),
                confinement(name, its, command != null),
                asks(name, its),
                pages(name, its));
    }

    private Set<Askable> asks(String name, JsonNode its) {
        var all = EnumSet.noneOf(Askable.class);
        for (var one : list(name, its, "asks"))
            switch (one) {
                case "forms" -> all.add(Askable.FORM);
                case "pages" -> all.add(Askable.PAGE);
                case "sampling" -> all.add(Askable.SAMPLING);
                default -> throw wrong(name + ".asks", "knows forms, pages and sampling");
            }
        if (all.contains(Askable.PAGE) == pages(name, its).isEmpty())
            throw wrong(name + ".asks", "has pages where " + name + ".pages names their hosts, and only there");
        return all;
    }

    private Set<String> pages(String name, JsonNode its) {
        var all = new LinkedHashSet<String>();
        for (var host : list(name, its, "pages")) {
            if (!HOST.matcher(host).matches() || host.contains("xn--"))
                throw wrong(name + ".pages", "must be hosts in plain small letters, such as pay.example");
            all.add(host);
        }
        return all;
    }

    private List<String> list(String name, JsonNode its, String member) {
        var all = new ArrayList<String>();
        var given = its.path(member);
        if (!given.isMissingNode() && !given.isArray()) throw wrong(name + "." + member, "must be a list of texts");
        for (var one : given) {
            if (!one.isTextual()) throw wrong(name + "." + member, "must be a list of texts");
            all.add(one.textValue());
        }
        return all;
    }

    private Confinement confinement(String name, JsonNode its, boolean child) {
        var user = text(its, name, "user");
        if (!child && (user != null || its.has("limits")))
            throw wrong(name, "is reached by a url, so that it has neither user nor limits here");
        if (user != null && !USER.matcher(user).matches()) throw wrong(name + ".user", "is no name of a user");
        var limits = new EnumMap<Limit, Long>(Limit.class);
        if (its.has("limits"))
            for (var entry : object(its, "limits").properties()) {
                var limit = limit(name, entry.getKey());
                if (limit == Limit.PROCESSES && user == null)
                    throw wrong(name + ".limits.processes", "needs a user: all of one user are counted together");
                limits.put(limit, most(name, entry.getKey(), entry.getValue()));
            }
        return child ? Confinement.of(user, limits) : Confinement.NONE;
    }

    private Limit limit(String name, String text) {
        for (var limit : Limit.values())
            if (limit.name().toLowerCase(Locale.ROOT).equals(text)) return limit;
        throw wrong(name + ".limits." + text, "is not known; there are memory, files, cpu and processes");
    }

    /** A whole number, of bytes with K, M or G behind it too. */
    private long most(String name, String limit, JsonNode value) {
        var size = SIZE.matcher(value.asText());
        if (!value.isContainerNode() && size.matches()) {
            var unit = limit.equals("memory") ? "KMG".indexOf(size.group(2)) : -1;
            if (size.group(2).isEmpty() || unit >= 0)
                return Long.parseLong(size.group(1)) << (size.group(2).isEmpty() ? 0 : 10 * (unit + 1));
        }
        throw wrong(
                name + ".limits." + limit,
                "must be a whole number" + (limit.equals("memory") ? " of bytes, such as 4G" : ""));
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
