package dev.mandate.gateway.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.gateway.jsonrpc.JsonRpcAnswer;
import dev.mandate.gateway.jsonrpc.JsonRpcError;
import dev.mandate.gateway.jsonrpc.OwnSigns;
import org.jspecify.annotations.Nullable;

/** Reads what a server answers. */
final class UpstreamAnswer {
    private static final int LONGEST_ERROR = 2000;

    private UpstreamAnswer() {}

    /** It has an id and no method: the answer to a request of that id. */
    static boolean is(ObjectNode message) {
        return message.hasNonNull("id") && !message.has("method");
    }

    /** @throws UpstreamFailure if it is neither a result nor an error */
    static JsonRpcAnswer of(ObjectNode message) throws UpstreamFailure {
        if (message.get("result") instanceof ObjectNode result && !message.has("error"))
            return JsonRpcAnswer.of(whole(result));
        if (message.get("error") instanceof ObjectNode error && !message.has("result"))
            return JsonRpcAnswer.of(error(error));
        throw new UpstreamFailure("the server's answer is neither a result nor an error", true);
    }

    /** Without what servers say to clients beside it: some of that would look as if this gateway had said it. */
    private static ObjectNode whole(ObjectNode result) throws UpstreamFailure {
        if (OwnSigns.asksForInput(result))
            throw new UpstreamFailure("the server asks for more input, which is asked of nobody here", true);
        OwnSigns.removed(result);
        return result;
    }

    /** Never one that the client would take for the gateway's, and follow to a page. */
    private static JsonRpcError error(ObjectNode error) {
        var text = cut(error.path("message").asText(""));
        var code = error.path("code").asInt(JsonRpcError.SERVER_UNAVAILABLE);
        if (OwnSigns.hasCode(code))
            return new JsonRpcError(
                    JsonRpcError.SERVER_UNAVAILABLE, cut("The server answered with the error " + code + ": " + text));
        return new JsonRpcError(code, text, small(error.get("data")));
    }

    private static @Nullable JsonNode small(@Nullable JsonNode data) {
        return data == null || data.toString().length() > LONGEST_ERROR || OwnSigns.isIn(data) ? null : data;
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(text.length(), LONGEST_ERROR));
    }
}
