package dev.mandate.gateway.methods;

import dev.mandate.gateway.calls.AsksOnPage;
import dev.mandate.gateway.calls.Cancellation;
import dev.mandate.gateway.calls.Wanted;
import dev.mandate.gateway.jsonrpc.ClientMessage;
import dev.mandate.gateway.protocol.Askable;
import dev.mandate.gateway.protocol.ProtocolVersion;
import dev.mandate.gateway.servers.McpServer;
import dev.mandate.messaging.security.Caller;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request of a client who may use this gateway.
 *
 * @param asks whether the client leads its person to pages
 * @param can what the client can be asked
 * @param traceparent W3C trace context of it; null where there is none
 */
public record ClientRequest(
        McpServer server,
        Caller caller,
        ProtocolVersion version,
        ClientMessage message,
        AsksOnPage asks,
        Set<Askable> can,
        @Nullable String traceparent,
        Cancellation cancellation) {
    String task() {
        return Wanted.taskOf(caller);
    }
}
