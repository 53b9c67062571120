package dev.mandate.gateway.models;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.gateway.jsonrpc.ServerJson;
import dev.mandate.gateway.providers.ModelProvider.Kind;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/** The answer to one request, in the shape of the interface that it came by, so that its clients read it as one of the provider's own. */
final class ModelReply {
    private final HttpServerResponse response;
    private final Kind kind;

    ModelReply(HttpServerResponse response, Kind kind) {
        this.response = response;
        this.kind = kind;
    }

    HttpServerResponse response() {
        return response;
    }

    /** The decision under which it is answered, where clients look for the request's id. */
    void decision(String id) {
        if (!over()) response.putHeader(kind == Kind.ANTHROPIC ? "request-id" : "x-request-id", id);
    }

    /** Nobody reads any more, or all is said. */
    boolean over() {
        return response.ended() || response.closed();
    }

    void json(int status, byte[] body) {
        if (over()) return;
        response.setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store")
                .end(Buffer.buffer(body));
    }

    void error(int status, String code, String message) {
        error(status, code, message, null);
    }

    /** @param decision what is told of it beside; null where there is none */
    void error(int status, String code, String message, @Nullable ObjectNode decision) {
        json(status, ServerJson.write(body(status, code, message, decision)));
    }

    /** As an event of a stream that has begun. */
    byte[] event(int status, String code, String message) {
        return ServerJson.write(body(status, code, message, null));
    }

    private ObjectNode body(int status, String code, String message, @Nullable ObjectNode decision) {
        var body = ServerJson.object();
        if (kind == Kind.ANTHROPIC) body.put("type", "error");
        var error = body.putObject("error")
                .put("type", kind == Kind.ANTHROPIC ? anthropicType(status) : openAiType(status))
                .put("message", message);
        if (kind == Kind.OPENAI) error.putNull("param");
        error.put("code", code);
        if (decision != null) error.set("decision", decision);
        return body;
    }

    private static String openAiType(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 429 -> "rate_limit_error";
            default -> status < 500 ? "invalid_request_error" : "server_error";
        };
    }

    private static String anthropicType(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            default -> status < 500 ? "invalid_request_error" : "api_error";
        };
    }
}
