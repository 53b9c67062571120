package dev.mandate.gateway.upstream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.gateway.jsonrpc.JsonRpcAnswer;
import dev.mandate.gateway.jsonrpc.JsonRpcError;
import dev.mandate.gateway.jsonrpc.ServerJson;
import dev.mandate.gateway.protocol.McpMethod;
import java.util.concurrent.CompletableFuture;

/**
 * A server asks something of its own. A ping is answered here; what it may ask of people and models is put to the client whose request it has, as
 * far as that lets itself be asked; all else is refused.
 */
final class ServerRequests {
    /** To what nobody is asked. */
    static final JsonRpcAnswer NO = JsonRpcAnswer.error(
            JsonRpcError.METHOD_NOT_FOUND, "This gateway passes no such request of servers on to this client");

    private ServerRequests() {}

    /** What the server is told. Never fails. */
    static CompletableFuture<ObjectNode> answer(ObjectNode request, Listener client) {
        var text = request.path("method").asText("");
        var method = McpMethod.of(text, McpMethod.From.SERVER).orElse(null);
        if (method == McpMethod.SERVER_PING) return done(request, JsonRpcAnswer.of(ServerJson.object()));
        if (method != McpMethod.ELICITATION && method != McpMethod.SAMPLING) return done(request, NO);
        var params = request.get("params") instanceof ObjectNode given ? given : ServerJson.object();
        return client.ask(text, params).exceptionally(failure -> NO).thenApply(answer -> message(request, answer));
    }

    private static CompletableFuture<ObjectNode> done(ObjectNode request, JsonRpcAnswer answer) {
        return CompletableFuture.completedFuture(message(request, answer));
    }

    private static ObjectNode message(ObjectNode request, JsonRpcAnswer answer) {
        return answer.message(request.get("id"));
    }
}
