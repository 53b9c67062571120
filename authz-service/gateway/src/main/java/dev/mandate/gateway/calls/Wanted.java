package dev.mandate.gateway.calls;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.gateway.servers.McpServer;
import dev.mandate.messaging.security.Caller;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a caller wants a server to do.
 *
 * @param tool as the catalogue calls it
 * @param arguments by which it is decided, and which are sent
 * @param method of MCP
 * @param params as the server gets them
 * @param asResult whether a no is a result, which models read, or an error
 * @param asks whether the client leads its person to a page, where he is asked for a yes
 * @param unknown what is said where the caller may not know of it
 */
public record Wanted(
        McpServer server,
        Caller caller,
        String tool,
        @Nullable Map<String, Object> arguments,
        String method,
        ObjectNode params,
        boolean asResult,
        AsksOnPage asks,
        String unknown,
        @Nullable String traceparent) {
    /** Whose sessions at a server are kept apart: a task of an agent, or whoever acts without one. */
    public static String taskOf(Caller caller) {
        var delegation = caller.delegationId();
        return caller.acting() + "|" + caller.subject() + "|" + caller.clientId() + "|"
                + (delegation == null ? "" : delegation);
    }
}
