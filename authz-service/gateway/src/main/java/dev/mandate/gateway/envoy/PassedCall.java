package dev.mandate.gateway.envoy;

import dev.mandate.gateway.jsonrpc.ClientMessage;
import dev.mandate.messaging.security.Caller;
import org.jspecify.annotations.Nullable;

/**
 * A message that a proxy would pass on.
 *
 * @param server as the proxy's route names it
 */
record PassedCall(
        String server,
        Caller caller,
        ClientMessage message,
        @Nullable String traceparent) {
    String inCatalogue(String tool) {
        return server + "." + tool;
    }
}
