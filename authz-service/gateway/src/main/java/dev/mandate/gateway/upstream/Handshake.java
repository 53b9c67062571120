package dev.mandate.gateway.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.gateway.jsonrpc.ServerJson;
import dev.mandate.gateway.protocol.Askable;
import dev.mandate.gateway.protocol.MessageHeaders;
import dev.mandate.gateway.protocol.ProtocolVersion;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a server is told of this gateway, and what it tells of itself: what may be asked of the client, so that it asks for nothing else. */
public final class Handshake {
    private static final List<String> KNOWN = List.of("tools", "resources", "prompts", "completions", "logging");
    private static final String META = "_meta";
    /** Where a request of the stateless versions says who its client is. */
    public static final String CLIENT_INFO = "io.modelcontextprotocol/clientInfo";

    private Handshake() {}

    /** Who asks, as servers learn it. */
    public static ObjectNode about() {
        return ServerJson.object().put("name", "mandate-gateway").put("version", "1");
    }

    static ObjectNode initialize(Set<Askable> asked) {
        var params = ServerJson.object().put("protocolVersion", ProtocolVersion.V2025_11_25.text());
        params.set("capabilities", Askable.capabilities(asked));
        params.set("clientInfo", about());
        return params;
    }

    /** As requests of the stateless versions are; what is in {@code _meta} already stays. */
    static ObjectNode withMeta(ObjectNode params, Set<Askable> asked) {
        var all = params.deepCopy();
        var meta = all.get(META) instanceof ObjectNode given ? given : all.putObject(META);
        meta.put(MessageHeaders.META_VERSION, ProtocolVersion.V2026_07_28.text());
        meta.set(MessageHeaders.META_CAPABILITIES, Askable.capabilities(asked));
        meta.set(CLIENT_INFO, about());
        return all;
    }

    /** The same with a token by which the server tells how far it is: that of one request alone. */
    static ObjectNode withProgress(ObjectNode params, long request) {
        var all = params.deepCopy();
        all.withObjectProperty(META).put("progressToken", request);
        return all;
    }

    /** The capabilities of a server that speaks the stateless version; null for any other. */
    static @Nullable ObjectNode discovered(@Nullable ObjectNode message) {
        if (message == null || !(message.get("result") instanceof ObjectNode result)) return null;
        for (var version : result.path("supportedVersions"))
            if (ProtocolVersion.V2026_07_28.text().equals(version.asText())) return capabilities(result);
        return null;
    }

    /** Null if it is none with sessions that is spoken here. */
    static @Nullable ProtocolVersion version(@Nullable JsonNode result) {
        return result == null
                ? null
                : ProtocolVersion.of(result.path("protocolVersion").asText())
                        .filter(version -> !version.stateless())
                        .orElse(null);
    }

    /** Of those that matter here, which it has: whatever else it says of them would be kept with each of its sessions. */
    public static ObjectNode capabilities(JsonNode result) {
        var its = result.path("capabilities");
        var known = ServerJson.object();
        for (var name : KNOWN) if (its.path(name).isObject()) known.putObject(name);
        return known;
    }
}
