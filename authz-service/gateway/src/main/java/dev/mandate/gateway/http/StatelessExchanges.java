package dev.mandate.gateway.http;

import dev.mandate.gateway.calls.AsksOnPage;
import dev.mandate.gateway.calls.Cancellation;
import dev.mandate.gateway.jsonrpc.ClientMessage;
import dev.mandate.gateway.jsonrpc.JsonRpcAnswer;
import dev.mandate.gateway.jsonrpc.JsonRpcError;
import dev.mandate.gateway.methods.ClientRequest;
import dev.mandate.gateway.methods.Methods;
import dev.mandate.gateway.protocol.Askable;
import dev.mandate.gateway.protocol.LogLevel;
import dev.mandate.gateway.protocol.MessageHeaders;
import dev.mandate.gateway.protocol.ProtocolVersion;
import dev.mandate.gateway.servers.McpServer;
import dev.mandate.messaging.security.Caller;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/** Messages of the versions without sessions: each says all of itself, but for one that answers what another's answer has asked. */
@Singleton
class StatelessExchanges {
    private static final String LOG_LEVEL = "io.modelcontextprotocol/logLevel";

    private final Methods methods;
    private final HeldRequests held;
    private final Deliveries deliveries;

    StatelessExchanges(Methods methods, HeldRequests held, Deliveries deliveries) {
        this.methods = methods;
        this.held = held;
        this.deliveries = deliveries;
    }

    void take(RoutingContext context, McpServer server, Caller caller, ClientMessage message, ProtocolVersion version) {
        if (message.isNotification()) context.response().setStatusCode(202).end();
        else if (message.params().has(HeldRequests.STATE)) again(context, server, caller, message, version);
        else begin(context, server, caller, message, version);
    }

    private void begin(
            RoutingContext context, McpServer server, Caller caller, ClientMessage message, ProtocolVersion version) {
        var can = Askable.of(version, message.meta(MessageHeaders.META_CAPABILITIES));
        // Once: whoever has answered makes the request again at once, before his person has.
        var asks = message.params().has(HeldRequests.ANSWERS) ? AsksOnPage.NO : AsksOnPage.of(version, can);
        var asked = new ClientRequest(
                server, caller, version, message, asks, can, Deliveries.trace(context, message), new Cancellation());
        var vertx = Vertx.currentContext();
        var reply = Deliveries.reply(context, message);
        var level = LogLevel.of(message.meta(LOG_LEVEL).asText("")).orElse(null);
        var request = held.begin(asked);
        var client = new OnTheWay(
                Deliveries.notifications(message, level), one -> vertx.runOnContext(now -> reply.tell(one)), request);
        await(context, reply, message, request);
        methods.answer(asked, client, task -> vertx.runOnContext(now -> task.run()))
                .whenComplete((done, failure) -> {
                    held.end(request);
                    if (failure == null) request.finish(done);
                    else request.fail(failure);
                });
    }

    /** With what its client was asked, which is of the request that is under way already. */
    private void again(
            RoutingContext context, McpServer server, Caller caller, ClientMessage message, ProtocolVersion version) {
        var reply = Deliveries.reply(context, message);
        var request = held.find(server, caller, message);
        if (request.isEmpty() || !await(context, reply, message, request.get()))
            reply.end(
                    200,
                    JsonRpcAnswer.error(
                            JsonRpcError.INVALID_PARAMS,
                            "Nothing is asked here by this requestState, of this request, any more; begin anew without it"));
        else request.get().answer(message.params().path(HeldRequests.ANSWERS));
    }

    /** False if another waits for it already. */
    private boolean await(RoutingContext context, Reply reply, ClientMessage message, HeldRequest request) {
        var turn = request.turn();
        if (turn.isEmpty()) return false;
        // A client that goes away has cancelled its request, in this version.
        context.response().closeHandler(gone -> request.left(turn.get()));
        deliveries.deliver(context, reply, message, request.request().version(), turn.get());
        return true;
    }
}
