package dev.mandate.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.mandate.gateway.access.ProtectedResource;
import dev.mandate.gateway.jsonrpc.ClientMessage;
import dev.mandate.gateway.jsonrpc.JsonRpcAnswer;
import dev.mandate.gateway.jsonrpc.JsonRpcError;
import dev.mandate.gateway.jsonrpc.ServerJson;
import dev.mandate.gateway.loop.OffLoop;
import dev.mandate.gateway.methods.Methods;
import dev.mandate.gateway.protocol.LogLevel;
import dev.mandate.gateway.protocol.ProtocolVersion;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Takes to a client what its request came to, once that is known. */
@Singleton
class Deliveries {
    /** What is written where others would wait for it otherwise. */
    static final int ORDINARY = 16 * 1024;

    private final ProtectedResource resource;
    private final OffLoop offLoop;

    Deliveries(ProtectedResource resource, OffLoop offLoop) {
        this.resource = resource;
        this.offLoop = offLoop;
    }

    /** On the event loop of the request. */
    void deliver(
            RoutingContext context,
            Reply reply,
            ClientMessage message,
            ProtocolVersion version,
            CompletableFuture<Methods.Done> coming) {
        var vertx = Vertx.currentContext();
        coming.thenCompose(done -> written(message, done.answer())
                        .thenAccept(bytes -> vertx.runOnContext(now ->
                                reply.end(challenged(context, done, status(version, done.answer())), bytes))))
                .exceptionally(failure -> {
                    vertx.runOnContext(now -> context.fail(failure));
                    return null;
                });
    }

    private CompletableFuture<byte[]> written(ClientMessage message, JsonRpcAnswer answer) {
        return ServerJson.left(answer.result(), ORDINARY) < 0
                ? offLoop.run(() -> answer.to(message.id()))
                : CompletableFuture.completedFuture(answer.to(message.id()));
    }

    /** Of the stateless version, an unknown method is not found; whatever else is in a message, HTTP has delivered it. */
    private static int status(ProtocolVersion version, JsonRpcAnswer answer) {
        var error = answer.error();
        return error != null && error.code() == JsonRpcError.METHOD_NOT_FOUND && version.stateless() ? 404 : 200;
    }

    /** Whoever shows the token of a task that is over is told, and where he gets another. */
    int challenged(RoutingContext context, Methods.Done done, int otherwise) {
        if (!done.taskOver()) return otherwise;
        if (!context.response().headWritten())
            context.response()
                    .putHeader(
                            "WWW-Authenticate",
                            resource.challenge(
                                    "invalid_token",
                                    ProtectedResource.ENDED,
                                    context.request().path()));
        return 401;
    }

    static Reply reply(RoutingContext context, ClientMessage message) {
        var accept = context.request().getHeader("Accept");
        var events = accept != null && accept.toLowerCase(Locale.ROOT).contains("text/event-stream");
        return new Reply(context.response(), message.id(), events);
    }

    /** What of a server's notifications this client is told, as it asked for it. */
    static Notifications notifications(ClientMessage message, @Nullable LogLevel level) {
        return new Notifications(token(message), level);
    }

    private static JsonNode token(ClientMessage message) {
        var token = message.meta("progressToken");
        return token.isTextual() || token.isIntegralNumber() ? token : MissingNode.getInstance();
    }

    static @Nullable String trace(RoutingContext context, ClientMessage message) {
        return message.traceparent(context.request().getHeader("traceparent"));
    }
}
