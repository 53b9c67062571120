package dev.mandate.gateway.asking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.gateway.jsonrpc.JsonRpcAnswer;
import dev.mandate.gateway.protocol.Askable;
import dev.mandate.gateway.protocol.McpMethod;
import dev.mandate.gateway.servers.McpServer;
import dev.mandate.messaging.result.Result;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Something that a server asks of the client, written anew for it.
 *
 * @param arguments by which it is decided
 * @param params as the client gets them
 * @param read what the client answered, written anew for the server; empty if it is none
 */
public record ServerQuestion(
        Askable kind,
        Map<String, Object> arguments,
        ObjectNode params,
        Function<ObjectNode, Optional<ObjectNode>> read) {

    /** @return why it is put to nobody, in words for the server */
    public static Result<ServerQuestion, String> of(McpServer server, String method, ObjectNode params) {
        if (method.equals(McpMethod.SAMPLING.text())) return SamplingQuestion.of(server, params);
        if (!method.equals(McpMethod.ELICITATION.text())) return Result.refused("No such thing is asked of clients");
        return "url".equals(params.path("mode").asText("form"))
                ? PageQuestion.of(server, params)
                : FormQuestion.of(server, params);
    }

    /** The client has answered, and with what was asked: not that somebody put it away or said no. */
    public static boolean isGiven(JsonRpcAnswer answer) {
        var result = answer.result();
        return result != null && result.path("action").asText("accept").equals("accept");
    }

    /** A person has said no to a form or page, or closed it. */
    static boolean isPutAway(JsonNode action) {
        return action.asText("").equals("decline") || action.asText("").equals("cancel");
    }
}
