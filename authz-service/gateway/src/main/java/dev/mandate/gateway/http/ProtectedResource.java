package dev.mandate.gateway.http;

import dev.mandate.gateway.access.Challenge;
import dev.mandate.gateway.jsonrpc.ServerJson;
import dev.mandate.gateway.servers.GatewayConfig;
import dev.mandate.gateway.servers.McpServer;
import dev.mandate.messaging.ServiceConfig;
import dev.mandate.messaging.security.Caller;
import dev.mandate.messaging.security.KeyProofs;
import jakarta.inject.Singleton;

/**
 * Each server's endpoint as an OAuth protected resource: where clients learn who issues tokens for it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9728">RFC 9728</a>
 */
@Singleton
class ProtectedResource {
    static final String ENDPOINTS = "/mcp/";
    static final String METADATA = "/.well-known/oauth-protected-resource";

    private final String base;
    private final String issuer;
    private final boolean boundOnly;

    ProtectedResource(GatewayConfig config, ServiceConfig service) {
        this.base = config.publicUrl().toString().replaceAll("/+$", "");
        this.issuer = service.issuer();
        this.boundOnly = config.requireBoundTokens();
    }

    byte[] metadata(McpServer server) {
        var document = ServerJson.object().put("resource", base + ENDPOINTS + server.name());
        document.putArray("authorization_servers").add(issuer);
        document.putArray("scopes_supported").add(Challenge.SCOPE);
        document.putArray("bearer_methods_supported").add("header");
        var algorithms = document.putArray("dpop_signing_alg_values_supported");
        for (var algorithm : KeyProofs.algorithms().split(" ")) algorithms.add(algorithm);
        document.put("dpop_bound_access_tokens_required", boundOnly);
        document.put("resource_name", "MCP server " + server.name() + ", behind Mandate");
        return ServerJson.write(document);
    }

    /** Whether this caller's token is bound as firmly as this gateway asks. */
    boolean takes(Caller caller) {
        return !boundOnly || caller.boundTo() != null;
    }

    /**
     * The challenge of RFC 6750, with what RFC 9728 section 5.1 adds.
     *
     * @param error of RFC 6750 section 3.1; empty for a request that shows no token
     * @param path of what was asked for
     */
    String challenge(String error, String description, String path) {
        return new StringBuilder(Challenge.of(error, description))
                .append(", resource_metadata=\"")
                .append(base)
                .append(METADATA)
                .append(Challenge.quoted(path))
                .append("\", DPoP algs=\"")
                .append(KeyProofs.algorithms())
                .append('"')
                .toString();
    }
}
