package dev.mandate.gateway.methods;

import dev.mandate.gateway.calls.DecidedCalls;
import dev.mandate.gateway.jsonrpc.JsonRpcAnswer;
import dev.mandate.gateway.jsonrpc.JsonRpcError;
import dev.mandate.gateway.tools.AcceptedTools;
import dev.mandate.gateway.tools.ServerLists;
import dev.mandate.gateway.upstream.Listener;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Has done what {@code tools/call}, {@code resources/read}, {@code prompts/get} and {@code completion/complete} ask for. */
@Singleton
class CallRequests {
    private final ServerLists lists;
    private final AcceptedTools accepted;
    private final DecidedCalls calls;

    CallRequests(ServerLists lists, AcceptedTools accepted, DecidedCalls calls) {
        this.lists = lists;
        this.accepted = accepted;
        this.calls = calls;
    }

    /**
     * A tool that isn't there, one that nobody accepted and one that the caller may not know of are all unknown; what is wrong with the
     * request itself is told before anybody looks for one.
     */
    CompletableFuture<JsonRpcAnswer> tool(ClientRequest request, Listener told, Executor here) {
        return CallRead.tool(request.message().params())
                .fold(call -> accepted(request, call, told, here), CallRequests::invalid);
    }

    CompletableFuture<JsonRpcAnswer> resource(ClientRequest request, Listener told, Executor here) {
        return CallRead.resource(request.message().params())
                .fold(call -> made(request, call, told, here), CallRequests::invalid);
    }

    CompletableFuture<JsonRpcAnswer> prompt(ClientRequest request, Listener told, Executor here) {
        return CallRead.prompt(request.message().params())
                .fold(call -> made(request, call, told, here), CallRequests::invalid);
    }

    CompletableFuture<JsonRpcAnswer> completion(ClientRequest request, Listener told, Executor here) {
        return CallRead.completion(request.message().params())
                .fold(call -> made(request, call, told, here), CallRequests::invalid)
                .thenApply(Completions::of);
    }

    private CompletableFuture<JsonRpcAnswer> accepted(
            ClientRequest request, CallRead call, Listener told, Executor here) {
        var server = request.server();
        return lists.tools(server).thenCompose(tools -> {
            var tool = tools.get(call.tool());
            if (tool == null || !accepted.has(server.name(), tool)) return invalid(call.unknown());
            return made(request, call, told, here);
        });
    }

    private CompletableFuture<JsonRpcAnswer> made(ClientRequest request, CallRead call, Listener told, Executor here) {
        return calls.make(call.wanted(request), request.cancellation(), told, here);
    }

    private static CompletableFuture<JsonRpcAnswer> invalid(CallRead.Refusal why) {
        return invalid(why.words());
    }

    private static CompletableFuture<JsonRpcAnswer> invalid(String why) {
        return CompletableFuture.completedFuture(JsonRpcAnswer.error(JsonRpcError.INVALID_PARAMS, why));
    }
}
