package dev.mandate.gateway.jsonrpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * What a client answers to what it was asked, in the versions with sessions.
 *
 * @param id of the question
 * @param answer its result, or that there is none: what a client says of why is not passed on
 */
public record ClientReply(JsonNode id, JsonRpcAnswer answer) {
    private static final Set<String> MEMBERS = Set.of("jsonrpc", "id", "result", "error");

    /** It has no method, and a result or an error. */
    public static boolean is(JsonNode node) {
        return node.isObject() && !node.has("method") && (node.has("result") || node.has("error"));
    }

    /** @throws MalformedMessage if it could be read in two ways */
    public static ClientReply of(JsonNode node) throws MalformedMessage {
        for (var names = node.fieldNames(); names.hasNext(); )
            if (!MEMBERS.contains(names.next()))
                throw MalformedMessage.request(
                        null, "An answer has jsonrpc, id and a result or an error, and nothing else");
        var id = node.path("id");
        if (!"2.0".equals(node.path("jsonrpc").textValue()) || !id.isTextual())
            throw MalformedMessage.request(null, "An answer has the id of what was asked");
        if (node.has("result") == node.has("error"))
            throw MalformedMessage.request(null, "An answer has either a result or an error");
        if (node.has("error"))
            return new ClientReply(id, JsonRpcAnswer.error(JsonRpcError.NOT_ANSWERED, "The client gave no answer"));
        if (node.get("result") instanceof ObjectNode result) return new ClientReply(id, JsonRpcAnswer.of(result));
        throw MalformedMessage.request(null, "result must be an object");
    }
}
