package dev.mandate.gateway.jsonrpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.authz.questions.BodyJson;
import dev.mandate.events.cloudevents.CloudEventCodec;
import java.io.IOException;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One message of a client: a request or a notification. Batches, duplicate members and whatever JSON-RPC doesn't name are refused: two
 * readers of such a message could read two different ones.
 *
 * @param id null for a notification
 * @param params empty where there are none
 * @see <a href="https://www.jsonrpc.org/specification">JSON-RPC 2.0</a>
 */
public record ClientMessage(@Nullable JsonNode id, String method, ObjectNode params) {
    private static final Set<String> MEMBERS = Set.of("jsonrpc", "id", "method", "params");
    private static final Set<String> OF_ANSWERS = Set.of("result", "error");
    private static final Pattern METHOD = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}(?:/[A-Za-z0-9_]{1,63}){0,3}");
    private static final int LONGEST_ID = 256;

    /** @throws MalformedMessage if it is none, or not one alone */
    public static ClientMessage read(byte[] body) throws MalformedMessage {
        return of(parsed(body));
    }

    /** @throws MalformedMessage if it is none, or not one alone */
    public static ClientMessage of(JsonNode node) throws MalformedMessage {
        if (node.isArray()) throw MalformedMessage.request(null, "Send one message at a time; batches are not taken");
        if (!node.isObject()) throw MalformedMessage.request(null, "Send a JSON-RPC message, which is a JSON object");
        var id = id(node);
        if (!"2.0".equals(node.path("jsonrpc").textValue()))
            throw MalformedMessage.request(id, "jsonrpc must be \"2.0\"");
        for (var name : OF_ANSWERS)
            if (node.has(name))
                throw MalformedMessage.request(null, "Nothing was asked, so that no answer is taken here");
        for (var names = node.fieldNames(); names.hasNext(); )
            if (!MEMBERS.contains(names.next()))
                throw MalformedMessage.request(id, "A message has jsonrpc, id, method and params, and nothing else");
        var method = node.path("method").textValue();
        if (method == null || !METHOD.matcher(method).matches())
            throw MalformedMessage.request(id, "method must name a method, such as tools/call");
        return new ClientMessage(id, method, params(node, id));
    }

    /** @throws MalformedMessage if it can't be read in one way only */
    public static JsonNode parsed(byte[] body) throws MalformedMessage {
        try {
            var node = body.length == 0 ? null : BodyJson.read(body);
            if (node != null) return node;
        } catch (IOException e) {
            throw new MalformedMessage(
                    JsonRpcError.PARSE,
                    null,
                    "Send well-formed JSON in UTF-8 without duplicate members and halves of letters (lone surrogates)");
        }
        throw new MalformedMessage(JsonRpcError.PARSE, null, "Send a JSON-RPC message; the body is empty");
    }

    private static @Nullable JsonNode id(JsonNode node) throws MalformedMessage {
        var id = node.get("id");
        if (id == null) return null;
        if (id.isTextual() && id.textValue().length() <= LONGEST_ID) return id;
        if (id.isIntegralNumber() && id.canConvertToLong()) return id;
        throw MalformedMessage.request(
                null, "id must be a text of at most " + LONGEST_ID + " characters or an integer");
    }

    private static ObjectNode params(JsonNode node, @Nullable JsonNode id) throws MalformedMessage {
        var params = node.get("params");
        if (params == null) return JsonNodeFactory.instance.objectNode();
        if (params instanceof ObjectNode object) return object;
        throw new MalformedMessage(JsonRpcError.INVALID_PARAMS, id, "params must be an object");
    }

    public boolean isNotification() {
        return id == null;
    }

    /** A member of {@code _meta}; missing where there is none. */
    public JsonNode meta(String name) {
        return params.path("_meta").path(name);
    }

    /**
     * W3C trace context of it; null where there is none.
     *
     * @param header what HTTP says, which counts where the message itself says nothing
     */
    public @Nullable String traceparent(@Nullable String header) {
        var inBody = meta("traceparent").asText("");
        return CloudEventCodec.trace(inBody.isEmpty() ? header : inBody);
    }
}
