package dev.mandate.gateway.upstream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.gateway.jsonrpc.JsonRpcError;
import dev.mandate.gateway.jsonrpc.ServerJson;
import dev.mandate.gateway.protocol.McpMethod;

/** A server asks the client something. Nothing but a ping is answered: what servers ask models and people stays with them. */
final class ServerRequests {
    private ServerRequests() {}

    static ObjectNode answer(ObjectNode request) {
        var answer = ServerJson.object().put("jsonrpc", "2.0");
        answer.set("id", request.get("id"));
        var method = McpMethod.of(request.path("method").asText(""), McpMethod.From.SERVER);
        if (method.isPresent() && method.get() == McpMethod.SERVER_PING) answer.putObject("result");
        else
            answer.putObject("error")
                    .put("code", JsonRpcError.METHOD_NOT_FOUND)
                    .put("message", "This gateway passes no requests of servers on to clients");
        return answer;
    }
}
