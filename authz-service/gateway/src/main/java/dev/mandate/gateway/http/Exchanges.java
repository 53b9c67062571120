package dev.mandate.gateway.http;

import dev.mandate.gateway.calls.AsksOnPage;
import dev.mandate.gateway.calls.Cancellation;
import dev.mandate.gateway.jsonrpc.ClientMessage;
import dev.mandate.gateway.jsonrpc.ClientReply;
import dev.mandate.gateway.jsonrpc.JsonRpcAnswer;
import dev.mandate.gateway.jsonrpc.JsonRpcError;
import dev.mandate.gateway.jsonrpc.MalformedMessage;
import dev.mandate.gateway.loop.OffLoop;
import dev.mandate.gateway.methods.ClientRequest;
import dev.mandate.gateway.methods.Methods;
import dev.mandate.gateway.protocol.Askable;
import dev.mandate.gateway.protocol.LogLevel;
import dev.mandate.gateway.protocol.McpMethod;
import dev.mandate.gateway.protocol.MessageHeaders;
import dev.mandate.gateway.protocol.ProtocolVersion;
import dev.mandate.gateway.servers.GatewayConfig;
import dev.mandate.gateway.servers.McpServer;
import dev.mandate.gateway.sessions.ClientSession;
import dev.mandate.gateway.sessions.ClientSessions;
import dev.mandate.gateway.upstream.Listener;
import dev.mandate.messaging.security.Caller;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One message of a client, from its POST to the answer: of which version it is, whether its headers fit, in which session it counts. */
@Singleton
class Exchanges {
    private static final String SESSION = "Mcp-Session-Id";

    private final Methods methods;
    private final ClientSessions sessions;
    private final StatelessExchanges stateless;
    private final Deliveries deliveries;
    private final OffLoop offLoop;
    private final Duration patience;

    Exchanges(
            Methods methods,
            ClientSessions sessions,
            StatelessExchanges stateless,
            Deliveries deliveries,
            OffLoop offLoop,
            GatewayConfig config) {
        this.methods = methods;
        this.sessions = sessions;
        this.stateless = stateless;
        this.deliveries = deliveries;
        this.offLoop = offLoop;
        this.patience = config.questionTimeout();
    }

    void post(RoutingContext context, McpServer server, Caller caller) {
        var request = context.request();
        if (!"application/json".equals(essence(request.getHeader("Content-Type")))) {
            McpRoutes.refuse(context, 415, "Send Content-Type: application/json");
            return;
        }
        var buffer = context.body().buffer();
        var body = buffer == null ? new byte[0] : buffer.getBytes();
        if (body.length <= Deliveries.ORDINARY) read(context, server, caller, body);
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
            var node = ClientMessage.parsed(body);
            var headers = new MessageHeaders(name -> context.request().headers().getAll(name));
            var session = ClientReply.is(node) ? session(context, server, caller) : Optional.<ClientSession>empty();
            if (session.isPresent()) answered(context, session.get(), ClientReply.of(node));
            else take(context, server, caller, ClientMessage.of(node), headers);
        } catch (MalformedMessage e) {
            new Reply(context.response(), e.id(), false).end(400, JsonRpcAnswer.of(e.error()));
        }
    }

    private Optional<ClientSession> session(RoutingContext context, McpServer server, Caller caller) {
        var id = context.request().getHeader(SESSION);
        return id == null ? Optional.empty() : sessions.find(id, server, caller);
    }

    /** To what the client was asked in this session. */
    private static void answered(RoutingContext context, ClientSession session, ClientReply reply) {
        if (session.answers(reply.id(), reply.answer()))
            context.response().setStatusCode(202).end();
        else McpRoutes.refuse(context, 400, "Nothing of this id is asked any more");
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
            if (stateless) this.stateless.take(context, server, caller, message, said.get());
            else inSession(context, server, caller, message);
        } catch (MessageHeaders.Mismatch e) {
            new Reply(context.response(), message.id(), false).end(400, JsonRpcAnswer.of(e.error()));
        }
    }

    private void inSession(RoutingContext context, McpServer server, Caller caller, ClientMessage message) {
        if (message.method().equals(McpMethod.INITIALIZE.text())) {
            initialize(context, server, caller, message);
            return;
        }
        var id = context.request().getHeader(SESSION);
        var session = session(context, server, caller);
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
        var can = Askable.of(version, message.params().path("capabilities"));
        var asked = new ClientRequest(server, caller, version, message, AsksOnPage.NO, can, null, new Cancellation());
        var vertx = Vertx.currentContext();
        methods.answer(asked, Listener.NOBODY, task -> vertx.runOnContext(now -> task.run()))
                .thenAccept(done -> vertx.runOnContext(now -> {
                    if (done.answer().error() == null && !done.taskOver())
                        context.response()
                                .putHeader(
                                        SESSION,
                                        sessions.begin(server, caller, version, can)
                                                .id());
                    new Reply(context.response(), message.id(), false)
                            .end(deliveries.challenged(context, done, 200), done.answer());
                }));
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
        var vertx = Vertx.currentContext();
        var reply = Deliveries.reply(context, message);
        var can = reply.streams() ? session.can() : Set.<Askable>of();
        var asked = new ClientRequest(
                server,
                caller,
                session.version(),
                message,
                AsksOnPage.of(session.version(), session.can()),
                can,
                Deliveries.trace(context, message),
                cancellation);
        var questions = new SessionQuestions(
                session,
                can,
                patience,
                (question, gone) -> vertx.runOnContext(now -> {
                    if (!reply.ask(question)) gone.run();
                }));
        var client = new OnTheWay(
                Deliveries.notifications(message, session.level()),
                one -> vertx.runOnContext(now -> reply.tell(one)),
                questions);
        var done = methods.answer(asked, client, task -> vertx.runOnContext(now -> task.run()));
        deliveries.deliver(
                context, reply, message, session.version(), done.whenComplete((any, failure) -> session.ended(id)));
    }

    private static String essence(@Nullable String type) {
        return type == null ? "" : type.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
    }
}
