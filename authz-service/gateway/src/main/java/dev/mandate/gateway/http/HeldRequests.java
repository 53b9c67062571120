package dev.mandate.gateway.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.gateway.jsonrpc.ClientMessage;
import dev.mandate.gateway.methods.ClientRequest;
import dev.mandate.gateway.servers.GatewayConfig;
import dev.mandate.gateway.servers.McpServer;
import dev.mandate.gateway.sessions.SessionIds;
import dev.mandate.messaging.security.Caller;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Requests of the stateless versions that are under way, by what a client that was asked something names them. One counts for the server, the caller and
 * the very request that it began with: whoever has found another's has found nothing. They are this gateway's alone, and as many as are under way.
 */
@Singleton
class HeldRequests {
    static final String STATE = "requestState";
    static final String ANSWERS = "inputResponses";

    private final Map<String, HeldRequest> held = new ConcurrentHashMap<>();
    private final GatewayConfig config;

    HeldRequests(GatewayConfig config) {
        this.config = config;
    }

    /** Known by its state until it ends, if its client can be asked something. */
    HeldRequest begin(ClientRequest request) {
        var state = SessionIds.next();
        var fresh = new HeldRequest(state, request, config.questionTimeout());
        if (!request.can().isEmpty()) held.put(state, fresh);
        return fresh;
    }

    void end(HeldRequest request) {
        held.remove(request.state());
    }

    /** The one that this takes up. */
    Optional<HeldRequest> find(McpServer server, Caller caller, ClientMessage message) {
        var state = message.params().path(STATE).textValue();
        return Optional.ofNullable(state == null ? null : held.get(state))
                .filter(one -> isOf(one.request(), server, caller)
                        && one.request().message().method().equals(message.method())
                        && asked(one.request().message()).equals(asked(message)));
    }

    private static boolean isOf(ClientRequest begun, McpServer server, Caller caller) {
        return begun.server().equals(server) && who(begun.caller()).equals(who(caller));
    }

    private static List<String> who(Caller caller) {
        return List.of(caller.acting(), caller.subject(), caller.clientId(), String.valueOf(caller.delegationId()));
    }

    private static ObjectNode asked(ClientMessage message) {
        return message.params().deepCopy().without(List.of(STATE, ANSWERS, "_meta"));
    }
}
