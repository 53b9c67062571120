package dev.mandate.gateway.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.gateway.jsonrpc.ServerJson;
import dev.mandate.gateway.loop.OffLoop;
import dev.mandate.gateway.servers.GatewayConfig;
import dev.mandate.gateway.servers.McpServer;
import dev.mandate.gateway.servers.McpServers;
import dev.mandate.gateway.upstream.Listener;
import dev.mandate.gateway.upstream.Upstream;
import dev.mandate.gateway.upstream.UpstreamFailure;
import dev.mandate.gateway.upstream.UpstreamRequest;
import dev.mandate.gateway.upstream.Upstreams;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What each server lists, whole: tools, which are kept for some seconds, since every call looks at them; resources and prompts, asked anew.
 * The gateway asks as itself, so that a list is the same for all callers until it is filtered for one.
 */
@Singleton
public class ServerLists {
    private static final Logger LOG = Logger.getLogger(ServerLists.class);
    private static final int MOST_PAGES = 50;
    private static final int MOST_ITEMS = 2000;
    private static final String TASK = "lists";

    private final Upstreams upstreams;
    private final OffLoop offLoop;
    private final long ageNanos;
    private final long longest;
    private final Map<String, Kept> kept = new ConcurrentHashMap<>();

    /** Told once each; a server may call its tools whatever it likes, but there are not so many names that are taken. */
    private final Set<String> leftOut = ConcurrentHashMap.newKeySet();

    private record Kept(CompletableFuture<Map<String, ToolDefinition>> tools, long at) {}

    ServerLists(McpServers servers, Upstreams upstreams, OffLoop offLoop, GatewayConfig config) {
        this.upstreams = upstreams;
        this.offLoop = offLoop;
        this.longest = config.longestAnswer().asLongValue();
        this.ageNanos = config.toolsAge().toNanos();
        for (var server : servers.all()) upstreams.of(server).whenToolsChange(() -> kept.remove(server.name()));
    }

    /** By name, in the server's order. Of two of one name neither is there. */
    public CompletableFuture<Map<String, ToolDefinition>> tools(McpServer server) {
        var now = System.nanoTime();
        return kept.compute(
                        server.name(),
                        (name, before) -> before == null
                                        || now - before.at() > ageNanos
                                        || before.tools().isCompletedExceptionally()
                                ? new Kept(fetch(server), now)
                                : before)
                .tools();
    }

    /**
     * All items of a list.
     *
     * @param method such as {@code resources/list}
     * @param member where they are in the result
     * @param before it is asked for before then; null where nobody decides about it
     */
    public CompletableFuture<List<JsonNode>> items(
            McpServer server, String method, String member, @Nullable Instant before) {
        // What a server has may depend on what it may ask of anybody.
        var asked = Listener.deaf(server.asks());
        return page(upstreams.of(server), asked, method, member, before, null, new ArrayList<>(), longest, 1);
    }

    /** What a server says that it has, under its names of capabilities. */
    CompletableFuture<ObjectNode> capabilities(McpServer server) {
        return upstreams.of(server).capabilities(TASK, server.asks());
    }

    private CompletableFuture<Map<String, ToolDefinition>> fetch(McpServer server) {
        return items(server, "tools/list", "tools", null)
                .thenCompose(items -> offLoop.run(() -> definitions(server, items)));
    }

    private Map<String, ToolDefinition> definitions(McpServer server, List<JsonNode> items) {
        var tools = new LinkedHashMap<String, ToolDefinition>();
        var twice = new ArrayList<String>();
        for (var item : items) {
            try {
                var tool = ToolDefinition.of(item);
                if (!server.has(tool.name())) left(server, tool.name());
                else if (tools.put(tool.name(), tool) != null) twice.add(tool.name());
            } catch (IllegalArgumentException e) {
                LOG.debugf("%s lists what is no tool: %s", server.name(), e.getMessage());
            }
        }
        twice.forEach(tools::remove);
        return tools;
    }

    private void left(McpServer server, String tool) {
        var name = server.name() + "." + tool;
        if (leftOut.add(name))
            LOG.warnf(
                    "%s lists a tool %s, which is none here: something else is called %s in the catalogue",
                    server.name(), tool, name);
    }

    private static CompletableFuture<List<JsonNode>> page(
            Upstream upstream,
            Listener asked,
            String method,
            String member,
            @Nullable Instant before,
            @Nullable JsonNode cursor,
            List<JsonNode> items,
            long room,
            int number) {
        var params = ServerJson.object();
        if (cursor != null) params.set("cursor", cursor);
        return upstream.ask(new UpstreamRequest(TASK, method, params, true, before), asked)
                .answer()
                .thenCompose(answer -> {
                    var result = answer.result();
                    if (result == null)
                        return CompletableFuture.failedFuture(
                                new UpstreamFailure("the server does not list them", true));
                    for (var item : result.path(member)) items.add(item);
                    var next = result.get("nextCursor");
                    var left = ServerJson.left(result, room);
                    if (left < 0 || items.size() > MOST_ITEMS)
                        return CompletableFuture.failedFuture(
                                new UpstreamFailure("the server lists more than this gateway takes", true));
                    if (next == null || next.isNull()) return CompletableFuture.completedFuture(items);
                    if (number == MOST_PAGES || !next.isTextual())
                        return CompletableFuture.failedFuture(
                                new UpstreamFailure("the server's list has no end", true));
                    return page(upstream, asked, method, member, before, next, items, left, number + 1);
                });
    }
}
