package dev.mandate.gateway.methods;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.gateway.calls.DecidedCalls;
import dev.mandate.gateway.jsonrpc.JsonRpcAnswer;
import dev.mandate.gateway.jsonrpc.JsonRpcError;
import dev.mandate.gateway.jsonrpc.ServerJson;
import dev.mandate.gateway.loop.OffLoop;
import dev.mandate.gateway.tools.AcceptedTools;
import dev.mandate.gateway.tools.ServerLists;
import dev.mandate.gateway.tools.ToolDefinition;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Lists, as far as the caller may use what is in them. A whole list is one page: what a cursor of the server's would tell, it tells of others. */
@Singleton
class Listings {
    /** Each is a decision. */
    private static final int FEW = 32;

    private final ServerLists lists;
    private final AcceptedTools accepted;
    private final DecidedCalls calls;
    private final OffLoop offLoop;

    Listings(ServerLists lists, AcceptedTools accepted, DecidedCalls calls, OffLoop offLoop) {
        this.lists = lists;
        this.accepted = accepted;
        this.calls = calls;
        this.offLoop = offLoop;
    }

    CompletableFuture<JsonRpcAnswer> tools(ClientRequest request) {
        if (continues(request)) return noCursor();
        var server = request.server();
        return lists.tools(server)
                .thenCompose(tools -> tools.size() <= FEW
                        ? CompletableFuture.completedFuture(shown(request, tools.values()))
                        : offLoop.run(() -> shown(request, tools.values())));
    }

    private JsonRpcAnswer shown(ClientRequest request, Collection<ToolDefinition> tools) {
        var server = request.server();
        var result = result(request);
        var shown = result.putArray("tools");
        for (var tool : tools)
            if (accepted.has(server.name(), tool) && calls.listed(request.caller(), server.inCatalogue(tool.name())))
                shown.add(tool.shown());
        return JsonRpcAnswer.of(result);
    }

    /**
     * Resources or prompts: all of them for whoever may list them, since which he may read is decided when he does. Nobody has accepted what it
     * shows, so that it is decided and told as a call is; who may not know of it sees none, as clients ask for them whenever they connect.
     *
     * @param listing what the catalogue calls it, behind the server's name
     */
    CompletableFuture<JsonRpcAnswer> all(ClientRequest request, String member, String listing, Executor here) {
        if (continues(request)) return noCursor();
        var server = request.server();
        var list = CallRead.list(listing);
        if (!calls.listed(request.caller(), server.inCatalogue(list.tool())))
            return CompletableFuture.completedFuture(shown(request, member, List.of()));
        return calls.list(
                list.wanted(request), request.cancellation(), before -> listed(request, member, before), here);
    }

    private CompletableFuture<JsonRpcAnswer> listed(ClientRequest request, String member, @Nullable Instant before) {
        return lists.items(request.server(), request.message().method(), member, before)
                .thenCompose(items -> items.size() <= FEW
                        ? CompletableFuture.completedFuture(shown(request, member, items))
                        : offLoop.run(() -> shown(request, member, items)));
    }

    private static JsonRpcAnswer shown(ClientRequest request, String member, List<JsonNode> items) {
        var result = result(request);
        var shown = result.putArray(member);
        items.forEach(item -> shown.add(withoutMeta(item)));
        return JsonRpcAnswer.of(result);
    }

    private static ObjectNode result(ClientRequest request) {
        var result = ServerJson.object();
        // What a list shows changes with every delegation, policy and grant, and is for this caller alone.
        if (request.version().stateless()) result.put("ttlMs", 0).put("cacheScope", "private");
        return result;
    }

    private static JsonNode withoutMeta(JsonNode item) {
        return item instanceof ObjectNode object ? object.deepCopy().without(List.of("_meta", "icons")) : item;
    }

    private static boolean continues(ClientRequest request) {
        return request.message().params().hasNonNull("cursor");
    }

    private static CompletableFuture<JsonRpcAnswer> noCursor() {
        return CompletableFuture.completedFuture(JsonRpcAnswer.error(
                JsonRpcError.INVALID_PARAMS, "No list here has a second page, so there is no such cursor"));
    }
}
