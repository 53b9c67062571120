package dev.mandate.gateway.jsonrpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** What a request is answered with: a result, or an error. One of the two is null. */
public record JsonRpcAnswer(
        @Nullable ObjectNode result, @Nullable JsonRpcError error) {
    /** What {@code resultType} says of a result that asks for input. */
    public static final String INPUT_REQUIRED = "input_required";

    public static JsonRpcAnswer of(ObjectNode result) {
        return new JsonRpcAnswer(result, null);
    }

    public static JsonRpcAnswer of(JsonRpcError error) {
        return new JsonRpcAnswer(null, error);
    }

    public static JsonRpcAnswer error(int code, String message) {
        return of(new JsonRpcError(code, message));
    }

    /** @param id of the request; null where it could not be read */
    public byte[] to(@Nullable JsonNode id) {
        return ServerJson.write(message(id));
    }

    /** @param id of the request; null where it could not be read */
    public ObjectNode message(@Nullable JsonNode id) {
        var message = ServerJson.object().put("jsonrpc", "2.0");
        message.set("id", id == null ? NullNode.instance : id);
        if (result != null) message.set("result", result);
        else if (error != null) message.set("error", error.json());
        return message;
    }
}
