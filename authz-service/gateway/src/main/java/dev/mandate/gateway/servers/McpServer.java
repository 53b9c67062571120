package dev.mandate.gateway.servers;

import dev.mandate.gateway.protocol.Askable;
import dev.mandate.gateway.protocol.MethodTools;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One MCP server as its operator has named it.
 *
 * @param name in the path of its endpoint here, and before the names of its tools in the catalogue
 * @param url where it is, over Streamable HTTP; null for a command
 * @param command the child process that it is, with its arguments; empty for one at a URL
 * @param environment all that the child process has, beside {@code PATH}
 * @param directory where the child process runs; null for an empty one of its own
 * @param credential a file with the bearer token that this gateway shows the server, read again for each session; null without one.
 *     Callers' tokens are never passed on
 * @param tools what the catalogue calls a tool, by its name at the server; others are called {@code <server>.<tool>}
 * @param confinement of the child process; none of one at a URL
 * @param asks what it may ask of clients at all, before anybody decides about it; nothing unless its operator says so
 * @param pages hosts to whose pages it may lead people, as they stand in a URL; only over HTTPS
 */
public record McpServer(
        String name,
        @Nullable URI url,
        List<String> command,
        Map<String, String> environment,
        @Nullable Path directory,
        @Nullable Path credential,
        Map<String, String> tools,
        Confinement confinement,
        Set<Askable> asks,
        Set<String> pages) {
    public McpServer {
        asks = Set.copyOf(asks);
        pages = Set.copyOf(pages);
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        tools = Map.copyOf(tools);
    }

    /** One that asks nothing of clients. */
    public McpServer(
            String name,
            @Nullable URI url,
            List<String> command,
            Map<String, String> environment,
            @Nullable Path directory,
            @Nullable Path credential,
            Map<String, String> tools,
            Confinement confinement) {
        this(name, url, command, environment, directory, credential, tools, confinement, Set.of(), Set.of());
    }

    /** False for a tool that the catalogue would call as it was told to call another: neither could be decided without the other. */
    public boolean has(String tool) {
        return !MethodTools.has(tool) && (tools.containsKey(tool) || !tools.containsValue(name + "." + tool));
    }

    /** What the catalogue calls this tool. */
    public String inCatalogue(String tool) {
        return tools.getOrDefault(tool, name + "." + tool);
    }
}
