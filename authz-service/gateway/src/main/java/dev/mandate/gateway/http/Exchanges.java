package dev.mandate.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.mandate.gateway.access.ProtectedResource;
import dev.mandate.gateway.calls.AsksOnPage;
import dev.mandate.gateway.calls.Cancellation;
import dev.mandate.gateway.jsonrpc.ClientMessage;
import dev.mandate.gateway.jsonrpc.JsonRpcAnswer;
import dev.mandate.gateway.jsonrpc.JsonRpcError;
import dev.mandate.gateway.jsonrpc.MalformedMessage;
import dev.mandate.gateway.jsonrpc.ServerJson;
import dev.mandate.gateway.loop.OffLoop;
import dev.mandate.gateway.methods.ClientRequest;
import dev.mandate.gateway.methods.Methods;
import dev.mandate.gateway.protocol.LogLevel;
import dev.mandate.gateway.protocol.McpMethod;
import dev.mandate.gateway.protocol.MessageHeaders;
import dev.mandate.gateway.protocol.ProtocolVersion;
import dev.mandate.gateway.servers.McpServer;
import dev.mandate.gateway.sessions.ClientSession;
import dev.mandate.gateway.sessions.ClientSessions;
import dev.mandate.gateway.upstream.Listener;
import dev.mandate.messaging.security.Caller;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One message of a client, from its POST to the answer: of which version it is, whether its headers fit, in which session it counts. */
@Singleton
class Exchanges {
    private static final String SESSION = "Mcp-Session-Id";
    private static final String LOG_LEVEL = "io.modelcontextprotocol/logLevel";
    private static final int ORDINARY = 16 * 1024;
    private static final String PAGES = "/elicitation/url";

    private final Methods methods;
    private final ClientSessions sessions;
    private final ProtectedResource resource;
    private final OffLoop offLoop;

    Exchanges(Methods methods, ClientSessions sessions, ProtectedResource resource, OffLoop offLoop) {
        this.methods = methods;
        this.sessions = sessions;
        this.resource = resource;
        this.offLoop = offLoop;
    }

    void post(RoutingContext context, McpServer server, Caller caller) {
        var request = context.request();
        if (!"application/json".equals(essence(request.getHeader("Content-Type")))) {
            McpRoutes.refuse(context, 415, "Send Content-Type: application/json");
            return;
        }
        var buffer = context.body().buffer();
        var body = buffer == null ? new byte[0] : buffer.getBytes();
        if (body.length <= ORDINARY) read(context, server, caller, body);
        else // in which others would wait
        offLoop.run(() -> {
                        read(context, server, caller, body);
                        return true;
                    })
                    .exceptionally(failure -> {
                        context.fail(failure);
                        return false;
                    });
    }

    private void read(RoutingContext context, McpServer server, Caller caller, byte[] body) {
        try {
            var message = ClientMessage.read(body);
            var headers = new MessageHeaders(name -> context.request().headers().getAll(name));
            take(context, server, caller, message, headers);
        } catch (MalformedMessage e) {
            new Reply(context.response(), e.id(), false).end(400, JsonRpcAnswer.of(e.error()));
        }
    }

    void delete(RoutingContext context, McpServer server, Caller caller) {
        var id = context.request().getHeader(SESSION);
        if (id == null || sessions.find(id, server, caller).isEmpty()) {
            McpRoutes.refuse(context, 404, "There is no such session");
            return;
        }
        sessions.end(id, server, caller);
        context.response().setStatusCode(204).end();
    }

    private void take(
            RoutingContext context, McpServer server, Caller caller, ClientMessage message, MessageHeaders headers) {
        try {
            var said = headers.version(message);
            var stateless = said.map(ProtocolVersion::stateless).orElse(false);
            headers.match(message, stateless);
            if (stateless) stateless(context, server, caller, message, said.get());
            else inSession(context, server, caller, message);
        } catch (MessageHeaders.Mismatch e) {
            new Reply(context.response(), message.id(), false).end(400, JsonRpcAnswer.of(e.error()));
        }
    }

    private void stateless(
            RoutingContext context, McpServer server, Caller caller, ClientMessage message, ProtocolVersion version) {
        if (message.isNotification()) {
            context.response().setStatusCode(202).end();
            return;
        }
        var level = LogLevel.of(message.meta(LOG_LEVEL).asText("")).orElse(null);
        var cancellation = new Cancellation();
        // A client that goes away has cancelled its request, in this version.
        context.response().closeHandler(gone -> cancellation.cancel());
        var asked = new ClientRequest(
                server, caller, version, message, asks(message), trace(context, message), cancellation);
        answer(context, asked, level, null);
    }

    private void inSession(RoutingContext context, McpServer server, Caller caller, ClientMessage message) {
        if (message.method().equals(McpMethod.INITIALIZE.text())) {
            initialize(context, server, caller, message);
            return;
        }
        var id = context.request().getHeader(SESSION);
        var session = id == null ? Optional.<ClientSession>empty() : sessions.find(id, server, caller);
        if (session.isEmpty()) {
            var status = id == null ? 400 : 404;
            var why = id == null
                    ? "Begin with initialize, and send " + SESSION
                    : "There is no such session; begin anew with initialize";
            new Reply(context.response(), message.id(), false)
                    .end(status, JsonRpcAnswer.error(JsonRpcError.INVALID_REQUEST, why));
        } else if (message.isNotification()) notified(context, session.get(), message);
        else request(context, server, caller, message, session.get());
    }

    private void initialize(RoutingContext context, McpServer server, Caller caller, ClientMessage message) {
        if (message.isNotification()) {
            McpRoutes.refuse(context, 400, "initialize is a request");
            return;
        }
        var version =
                ProtocolVersion.agreed(message.params().path("protocolVersion").asText());
        var asked = new ClientRequest(server, caller, version, message, AsksOnPage.NO, null, new Cancellation());
        var vertx = Vertx.currentContext();
        methods.answer(asked, Listener.NOBODY, task -> vertx.runOnContext(now -> task.run()))
                .thenAccept(done -> vertx.runOnContext(now -> {
                    if (done.answer().error() == null && !done.taskOver())
                        context.response()
                                .putHeader(
                                        SESSION,
                                        sessions.begin(server, caller, version, asks(version, message))
                                                .id());
                    new Reply(context.response(), message.id(), false)
                            .end(challenged(context, done, 200), done.answer());
                }));
    }

    /** Whoever shows the token of a task that is over is told, and where he gets another. */
    private int challenged(RoutingContext context, Methods.Done done, int otherwise) {
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

    private static void notified(RoutingContext context, ClientSession session, ClientMessage message) {
        if (message.method().equals(McpMethod.CANCELLED.text())) {
            var request = message.params().get("requestId");
            if (request != null) session.cancel(request);
        }
        context.response().setStatusCode(202).end();
    }

    private void request(
            RoutingContext context, McpServer server, Caller caller, ClientMessage message, ClientSession session) {
        var id = Objects.requireNonNull(message.id());
        var cancellation = new Cancellation();
        if (message.method().equals(McpMethod.SET_LEVEL.text())) {
            var level = LogLevel.of(message.params().path("level").asText(""));
            if (level.isEmpty()) {
                new Reply(context.response(), id, false)
                        .end(200, JsonRpcAnswer.error(JsonRpcError.INVALID_PARAMS, "There is no such level"));
                return;
            }
            session.level(level.get());
        }
        if (!session.begins(id, cancellation)) {
            new Reply(context.response(), id, false)
                    .end(400, JsonRpcAnswer.error(JsonRpcError.INVALID_REQUEST, "A request of this id is under way"));
            return;
        }
        var asked = new ClientRequest(
                server, caller, session.version(), message, session.asks(), trace(context, message), cancellation);
        answer(context, asked, session.level(), () -> session.ended(id));
    }

    private void answer(
            RoutingContext context, ClientRequest asked, @Nullable LogLevel level, @Nullable Runnable ended) {
        var vertx = Vertx.currentContext();
        var message = asked.message();
        var reply = new Reply(context.response(), message.id(), takesEvents(context));
        var notifications = new Notifications(token(message), level);
        var client = new OnTheWay(notifications, one -> vertx.runOnContext(now -> reply.tell(one)));
        methods.answer(asked, client, task -> vertx.runOnContext(now -> task.run()))
                .thenCompose(done -> {
                    if (ended != null) ended.run();
                    return written(message, done.answer())
                            .thenAccept(bytes -> vertx.runOnContext(now ->
                                    reply.end(challenged(context, done, status(asked, done.answer())), bytes)));
                })
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
    private static int status(ClientRequest asked, JsonRpcAnswer answer) {
        var error = answer.error();
        return error != null
                        && error.code() == JsonRpcError.METHOD_NOT_FOUND
                        && asked.version().stateless()
                ? 404
                : 200;
    }

    /** Once: whoever has answered makes the request again at once, before his person has. */
    private static AsksOnPage asks(ClientMessage message) {
        var opens = message.meta(MessageHeaders.META_CAPABILITIES).at(PAGES).isObject();
        return opens && !message.params().has("inputResponses") ? AsksOnPage.BY_RESULT : AsksOnPage.NO;
    }

    private static AsksOnPage asks(ProtocolVersion version, ClientMessage initialize) {
        var opens = initialize.params().path("capabilities").at(PAGES).isObject();
        return opens && version == ProtocolVersion.V2025_11_25 ? AsksOnPage.BY_ERROR : AsksOnPage.NO;
    }

    private static JsonNode token(ClientMessage message) {
        var token = message.meta("progressToken");
        return token.isTextual() || token.isIntegralNumber() ? token : MissingNode.getInstance();
    }

    private static boolean takesEvents(RoutingContext context) {
        var accept = context.request().getHeader("Accept");
        return accept != null && accept.toLowerCase(Locale.ROOT).contains("text/event-stream");
    }

    private static @Nullable String trace(RoutingContext context, ClientMessage message) {
        return message.traceparent(context.request().getHeader("traceparent"));
    }

    private static String essence(@Nullable String type) {
        return type == null ? "" : type.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
    }
}
