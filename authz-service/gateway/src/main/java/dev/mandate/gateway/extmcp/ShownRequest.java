package dev.mandate.gateway.extmcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.authz.questions.BodyJson;
import dev.mandate.gateway.extmcp.wire.McpRequest;
import dev.mandate.gateway.jsonrpc.ClientMessage;
import dev.mandate.gateway.jsonrpc.ServerJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request as agentgateway shows it, where it can be read in one way only.
 *
 * @param servers that it goes to, one or more
 * @param params empty where none are shown
 * @param size of them, in bytes as they were shown
 * @param session the client's, at agentgateway; null where it has none
 * @param traceparent that is one, of the message or else of the header; null where there is none
 */
record ShownRequest(
        List<String> servers,
        String method,
        ObjectNode params,
        int size,
        @Nullable String authorization,
        @Nullable String session,
        @Nullable String traceparent) {
    private static final int LONGEST_PARAMS = 128 * 1024;

    /** agentgateway writes the sessions of all its servers into its own. */
    private static final Pattern SESSION_ID = Pattern.compile("[\\x21-\\x7e&&[^,]]{1,8192}");

    /** @throws Refused if the client, or who set agentgateway up, must do otherwise */
    static ShownRequest of(McpRequest request, Targets targets) throws Refused {
        var servers = List.copyOf(request.getServiceNamesList());
        if (!targets.are(servers))
            throw new Refused("Targets of agentgateway must be named in mandate.ext-mcp.servers of the gateway");
        var session = only(request, "mcp-session-id");
        if (session != null && !SESSION_ID.matcher(session).matches())
            throw new Refused("Send one Mcp-Session-Id, of up to 8192 visible characters and no comma");
        var params = params(request);
        return new ShownRequest(
                servers,
                request.getMethod(),
                params,
                request.getMcpRequest().size(),
                only(request, "authorization"),
                session,
                new ClientMessage(null, request.getMethod(), params).traceparent(only(request, "traceparent")));
    }

    private static ObjectNode params(McpRequest request) throws Refused {
        if (!request.hasMcpRequest()) return ServerJson.object();
        var bytes = request.getMcpRequest();
        if (bytes.size() > LONGEST_PARAMS) throw new Refused("Send at most 128 KiB of params");
        try {
            if (BodyJson.read(bytes.toByteArray()) instanceof ObjectNode params) return params;
        } catch (IOException e) {
            throw new Refused(
                    "Params must be shown as well-formed JSON without duplicate members and halves of letters, as agentgateway does from 1.3 on");
        }
        throw new Refused("params must be an object");
    }

    /** Of a header that came twice, two readers could take two values. */
    private static @Nullable String only(McpRequest request, String name) throws Refused {
        String value = null;
        for (var header : request.getHeadersList()) {
            if (!header.getKey().equalsIgnoreCase(name)) continue;
            if (value != null) throw new Refused("Send one header " + name);
            value = header.getValue().toString(StandardCharsets.ISO_8859_1);
        }
        return value;
    }

    /** In words for whoever sent it. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String why) {
            super(why);
        }

        String words() {
            return String.valueOf(getMessage());
        }
    }
}
