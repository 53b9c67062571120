package dev.mandate.gateway.jsonrpc;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** What a client sent is no message that can be read in one way only. The text says what to send instead. */
public final class MalformedMessage extends Exception {
    private static final long serialVersionUID = 1L;

    private final int code;
    private final transient @Nullable JsonNode id;

    /** @param id of the request, where it could be read */
    MalformedMessage(int code, @Nullable JsonNode id, String message) {
        super(message);
        this.code = code;
        this.id = id;
    }

    static MalformedMessage request(@Nullable JsonNode id, String message) {
        return new MalformedMessage(JsonRpcError.INVALID_REQUEST, id, message);
    }

    public JsonRpcError error() {
        return new JsonRpcError(code, String.valueOf(getMessage()));
    }

    public @Nullable JsonNode id() {
        return id;
    }
}
