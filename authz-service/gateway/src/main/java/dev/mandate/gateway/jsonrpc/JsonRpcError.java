package dev.mandate.gateway.jsonrpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Why a request has no result.
 *
 * @param data what programs need to do better; null where there is nothing
 */
public record JsonRpcError(
        int code, String message, @Nullable JsonNode data) {
    public static final int PARSE = -32700;
    public static final int INVALID_REQUEST = -32600;
    public static final int METHOD_NOT_FOUND = -32601;
    public static final int INVALID_PARAMS = -32602;
    /** The server behind the gateway didn't answer, or not with what can be passed on. */
    public static final int SERVER_UNAVAILABLE = -32000;
    /** MCP, sampling: the client's side, a person or a policy, did not let it happen. */
    public static final int NOT_ANSWERED = -1;
    /** COAZ-MCP: a decision said no. */
    public static final int DENIED = -32001;
    /** MCP 2025-11-25: the person is to be led to a page first. */
    public static final int URL_ELICITATION_REQUIRED = -32042;
    /** MCP 2026-07-28: headers and body differ. */
    public static final int HEADER_MISMATCH = -32020;
    /** MCP 2026-07-28. */
    public static final int UNSUPPORTED_VERSION = -32022;

    public JsonRpcError(int code, String message) {
        this(code, message, null);
    }

    ObjectNode json() {
        var error = ServerJson.object().put("code", code).put("message", message);
        if (data != null) error.set("data", data);
        return error;
    }
}
