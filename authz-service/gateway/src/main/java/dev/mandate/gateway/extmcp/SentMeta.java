package dev.mandate.gateway.extmcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.gateway.jsonrpc.ServerJson;
import dev.mandate.gateway.protocol.MessageHeaders;
import dev.mandate.gateway.protocol.ProtocolVersion;
import dev.mandate.gateway.upstream.Handshake;

/**
 * Of {@code _meta} what the protocol needs, in forms that are known here: nobody decides by it, so that nothing may be told to the server by it.
 * Of what a client says of itself a server gets to know what it would of this gateway. A token for progress is the client's own words, and no
 * other could be put for it, since agentgateway shows no notifications here: nobody hears how far a call is.
 */
final class SentMeta {
    private static final String TRACE = "traceparent";

    private SentMeta() {}

    static ObjectNode of(JsonNode shown) {
        var sent = ServerJson.object();
        var trace = CloudEventCodec.trace(shown.path(TRACE).textValue());
        if (trace != null) sent.put(TRACE, trace);
        ProtocolVersion.of(shown.path(MessageHeaders.META_VERSION).asText(""))
                .ifPresent(version -> sent.put(MessageHeaders.META_VERSION, version.text()));
        if (shown.has(MessageHeaders.META_CAPABILITIES)) sent.putObject(MessageHeaders.META_CAPABILITIES);
        if (shown.has(Handshake.CLIENT_INFO)) sent.set(Handshake.CLIENT_INFO, Handshake.about());
        return sent;
    }
}
