package dev.mandate.cli.wrap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.events.cloudevents.PlainText;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A server as a client starts or reaches it, and what the gateway is told so that it does the same. What a refusal says names members and
 * never their values: environment, arguments and URLs have secrets in them.
 *
 * @param name as the client's file has it
 * @param entry as the client's file has it
 */
record ClientServer(String name, ObjectNode entry) {
    private static final Pattern AT_GATEWAY = Pattern.compile("[a-z][a-z0-9-]{0,31}");
    /** What GitHub's Copilot calls a command. */
    private static final String LOCAL = "local";

    private static final Set<String> TYPES = Set.of("stdio", LOCAL, "http", "streamable-http", "streamableHttp");
    /** Where Gemini and Qwen Code have the address of Streamable HTTP, if they don't say so by a type. */
    private static final String HTTP_URL = "httpUrl";

    private static final Set<String> REACHED_BY =
            Set.of("type", "command", "args", "env", "cwd", "url", HTTP_URL, "headers");

    /** What clients keep about a server for themselves, which stays in the client's entry. */
    private static final Set<String> OF_CLIENT = Set.of(
            "disabled",
            "enabled",
            "autoApprove",
            "alwaysAllow",
            "timeout",
            "description",
            "trust",
            "includeTools",
            "excludeTools",
            "disabledTools",
            "tools",
            "gallery",
            "version");

    /** What a client gives its children of its own environment, so that `npx` finds its home. */
    private static final List<String> INHERITED = List.of("HOME", "LANG", "LOGNAME", "PATH", "SHELL", "USER");

    /**
     * What the gateway is told.
     *
     * @param entry in its file of servers
     * @param bearer the token that the server gets, for a file of its own; null for none
     * @param written the same with the program and directory that were found, but variables as the client's file has them
     */
    record AtGateway(ObjectNode entry, @Nullable String bearer, ObjectNode written) {
        private static final Set<String> ASKED = Set.of("forms", "sampling");

        /**
         * The same of one that may ask through the client.
         *
         * @param kinds separated by commas; none if empty
         */
        AtGateway asking(String kinds) {
            if (kinds.isEmpty()) return this;
            var asking = entry.deepCopy();
            var all = asking.putArray("asks");
            for (var kind : kinds.split(",")) {
                if (!ASKED.contains(kind))
                    throw new IllegalArgumentException("--asks knows forms and sampling, such as files=forms,sampling");
                all.add(kind);
            }
            return new AtGateway(asking, bearer, written);
        }
    }

    /**
     * @param from where a relative path begins, and where a child runs that says nothing of it
     * @param environment what the client would run with
     * @throws IllegalArgumentException in words, for what the gateway can't do in the client's place
     */
    AtGateway atGateway(Path from, Map<String, String> environment) {
        for (var names = entry.fieldNames(); names.hasNext(); ) {
            var member = names.next();
            if (!REACHED_BY.contains(member) && !OF_CLIENT.contains(member))
                throw wrong(member, "isn't known here, and may change how the server is reached; take it out first");
        }
        var type = text("type");
        if (type != null && !TYPES.contains(type))
            throw wrong(
                    "type",
                    type.equals("sse")
                            ? "is sse, a transport that ended with MCP 2024-11-05; ask the server's makers for its Streamable HTTP address, and say http"
                            : "is a transport that the gateway doesn't speak; there are stdio and http");
        var address = entry.has(HTTP_URL) ? HTTP_URL : "url";
        if (entry.has("command") == entry.has(address) || entry.has(HTTP_URL) && entry.has("url"))
            throw wrong("", "must have either a command or a url");
        return entry.has(address) ? reached(address, environment) : started(from, environment);
    }

    private AtGateway started(Path from, Map<String, String> environment) {
        if (entry.has("headers")) throw wrong("headers", "belongs to a url; take it out first");
        var command = required("command");
        var cwd = text("cwd");
        var directory = cwd == null ? from : from.resolve(cwd).normalize();
        if (!Files.isDirectory(directory)) throw wrong("cwd", "names no directory");
        var node = JsonNodeFactory.instance.objectNode();
        var env = node.putObject("env");
        for (var inherited : INHERITED)
            if (environment.containsKey(inherited)) env.put(inherited, environment.get(inherited));
        var given = texts("env");
        given.forEach((name, value) -> env.put(name, filled("env." + name, value, environment)));
        node.put("command", executable(command, directory, env.path("PATH").asText("/usr/bin:/bin")));
        var args = node.putArray("args");
        if (entry.has("args") && !entry.path("args").isArray()) throw wrong("args", "must be a list of texts");
        for (var argument : entry.path("args")) args.add(filled("args", text("args", argument), environment));
        node.put("cwd", directory.toString());
        var written = node.deepCopy();
        given.forEach(written.putObject("env")::put);
        var arguments = written.putArray("args");
        entry.path("args").forEach(arguments::add);
        return new AtGateway(node, null, written);
    }

    /** Found here, since the gateway has another search path. */
    private String executable(String command, Path directory, String path) {
        if (command.contains("/")) {
            var file = directory.resolve(command).normalize();
            if (Files.isExecutable(file)) return file.toString();
            throw wrong("command", "is no program that can be run from " + directory);
        }
        for (var place : path.split(":")) {
            var file = Path.of(place.isEmpty() ? "." : place).resolve(command);
            if (file.isAbsolute() && Files.isExecutable(file) && !Files.isDirectory(file)) return file.toString();
        }
        throw wrong("command", "isn't found on the PATH; install it first, or name it by its whole path");
    }

    private AtGateway reached(String member, Map<String, String> environment) {
        for (var other : List.of("args", "env", "cwd"))
            if (entry.has(other)) throw wrong(other, "belongs to a command; take it out first");
        var node = JsonNodeFactory.instance.objectNode();
        var address = text(member, entry.path(member));
        node.put("url", url(filled(member, address, environment)));
        var written = JsonNodeFactory.instance.objectNode().put("url", address);
        var headers = texts("headers");
        headers.forEach(written.putObject("headers")::put);
        var bearer = (String) null;
        for (var header : headers.entrySet()) {
            var value = filled("headers." + header.getKey(), header.getValue(), environment);
            if (!header.getKey().equalsIgnoreCase("authorization")
                    || !value.toLowerCase(Locale.ROOT).startsWith("bearer ")
                    || bearer != null)
                throw wrong(
                        "headers." + header.getKey(),
                        "can't be sent by the gateway, which knows Authorization: Bearer alone; take it out first");
            bearer = value.substring("bearer ".length()).strip();
        }
        return new AtGateway(node, bearer, written);
    }

    private String url(String text) {
        try {
            var url = URI.create(text);
            var http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (http && url.getHost() != null && url.getUserInfo() == null && url.getFragment() == null) return text;
        } catch (IllegalArgumentException e) {
            throw wrong("url", "is no URL");
        }
        throw wrong("url", "must be http or https, with a host and without user or fragment");
    }

    /**
     * What the client has instead.
     *
     * @param command with its arguments
     * @param saysType whether it is said even where the client didn't
     */
    ObjectNode bridged(List<String> command, boolean saysType) {
        var node = JsonNodeFactory.instance.objectNode();
        var local = entry.path("type").asText().equals(LOCAL);
        if (saysType || entry.has("type")) node.put("type", local ? LOCAL : "stdio");
        node.put("command", command.get(0));
        var args = node.putArray("args");
        command.subList(1, command.size()).forEach(args::add);
        for (var member : entry.properties())
            if (OF_CLIENT.contains(member.getKey())) node.set(member.getKey(), member.getValue());
        return node;
    }

    /** Whether the client doesn't start it either, in the words of some client or other. */
    boolean isDisabled() {
        return entry.path("disabled").booleanValue()
                || (entry.path("enabled").isBoolean() && !entry.path("enabled").booleanValue());
    }

    /** Whether it leads to a gateway of Mandate's already. */
    boolean isBridge() {
        return entry.path("command").asText().endsWith("deploy/mandate")
                && entry.path("args").path(0).asText().equals("bridge");
    }

    /** @param named what somebody chose as its name there; null for its own */
    String nameAtGateway(@Nullable String named) {
        var chosen = named == null ? name : named;
        if (AT_GATEWAY.matcher(chosen).matches()) return chosen;
        var fitting =
                chosen.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^[^a-z]+|-$", "");
        throw new IllegalArgumentException(PlainText.shown(chosen)
                + " is no name of a server at the gateway (lower-case letters, digits and -, at most 32); add --as '"
                + PlainText.shown(name) + "=" + (fitting.isEmpty() ? "another-name" : fitting) + "'");
    }

    private String required(String member) {
        var text = text(member);
        if (text == null || text.isBlank()) throw wrong(member, "must be a text");
        return text;
    }

    private @Nullable String text(String member) {
        return entry.has(member) ? plain(member, entry.path(member)) : null;
    }

    private Map<String, String> texts(String member) {
        var all = new LinkedHashMap<String, String>();
        if (!entry.has(member)) return all;
        if (!entry.path(member).isObject()) throw wrong(member, "must be an object of texts");
        for (var each : entry.path(member).properties())
            all.put(each.getKey(), text(member + "." + each.getKey(), each.getValue()));
        return all;
    }

    private String plain(String member, JsonNode value) {
        if (text(member, value).contains("${"))
            throw wrong(
                    member,
                    "has ${…}, which is filled in in args, env, url and headers alone; write out what it stands for");
        return value.textValue();
    }

    private String filled(String member, String text, Map<String, String> environment) {
        return Variables.filled(text, environment, what -> wrong(member, what));
    }

    private String text(String member, JsonNode value) {
        if (!value.isTextual()) throw wrong(member, "must be a text");
        return value.textValue();
    }

    private IllegalArgumentException wrong(String member, String what) {
        var where = member.isEmpty() ? name : name + "." + member;
        return new IllegalArgumentException("the server " + PlainText.shown(where) + " " + what);
    }
}
