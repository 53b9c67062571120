package dev.mandate.gateway.models;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.gateway.access.Challenge;
import dev.mandate.gateway.access.ProtectedResource;
import dev.mandate.gateway.jsonrpc.ServerJson;
import dev.mandate.gateway.providers.ModelProvider.Kind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The answer to one request, in the shape of the interface that it came by, so that its clients read it as one of the provider's own. */
final class ModelReply {
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Kind kind;

    ModelReply(HttpServerRequest request, Kind kind) {
        this.request = request;
        this.response = request.response();
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

    /** @return completed once the client has it */
    Future<Void> json(int status, byte[] body) {
        if (over()) return Future.succeededFuture();
        return json(status).end(Buffer.buffer(body));
    }

    private HttpServerResponse json(int status) {
        return response.setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store");
    }

    /**
     * As fast as the client reads, so that no more of it is in buffers than that.
     *
     * @return completed once the client has it, or is gone
     */
    Future<Void> json(int status, AnswerBody body) {
        if (over()) return Future.succeededFuture();
        var read = Promise.<Void>promise();
        json(status).putHeader("Content-Length", Integer.toString(body.length()));
        response.closeHandler(gone -> read.tryComplete());
        write(body, 0, read);
        return read.future();
    }

    private void write(AnswerBody body, int from, Promise<Void> read) {
        for (var block = from; block < body.blocks(); block++) {
            if (response.closed()) return;
            response.write(body.block(block));
            if (response.writeQueueFull()) {
                var next = block + 1;
                response.drainHandler(more -> write(body, next, read));
                return;
            }
        }
        response.end().onComplete(end -> read.tryComplete());
    }

    /** A client that hasn't read what it is sent by then loses its connection at once: an orderly end would wait for it, too. */
    Future<Void> within(Duration patience, Vertx vertx, Future<Void> sent) {
        var timer = vertx.setTimer(Math.max(1, patience.toMillis()), late -> {
            var connection = request.connection();
            if (connection instanceof ConnectionBase base)
                base.channelHandlerContext().close();
            else connection.close();
        });
        return sent.onComplete(any -> vertx.cancelTimer(timer));
    }

    Future<Void> error(int status, String code, String message) {
        return error(status, code, message, null);
    }

    /** @param decision what is told of it beside; null where there is none */
    Future<Void> error(int status, String code, String message, @Nullable ObjectNode decision) {
        return json(status, ServerJson.write(body(status, code, message, decision)));
    }

    /**
     * Of a token whose task is over, as of any that has expired: no use of it will be allowed any more.
     *
     * @param decision what is told of it beside; null where nothing was decided
     */
    Future<Void> ended(String code, String message, @Nullable ObjectNode decision) {
        if (over()) return Future.succeededFuture();
        response.putHeader("WWW-Authenticate", Challenge.of("invalid_token", ProtectedResource.ENDED));
        return error(401, code, message, decision);
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
