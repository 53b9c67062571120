package dev.mandate.gateway.access;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.gateway.jsonrpc.ServerJson;
import dev.mandate.gateway.servers.GatewayConfig;
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
public class ProtectedResource {
    /** Below which servers are, by their names. */
    public static final String ENDPOINTS = "/mcp/";

    /** Before the path of what it is about. */
    public static final String METADATA = "/.well-known/oauth-protected-resource";

    /** What is said of a token whose task is over. */
    public static final String ENDED = "the task that the token is for has ended";

    private final String base;
    private final String issuer;
    private final boolean boundOnly;

    ProtectedResource(GatewayConfig config, ServiceConfig service) {
        this.base = config.publicUrl().toString().replaceAll("/+$", "");
        this.issuer = service.issuer();
        this.boundOnly = config.requireBoundTokens();
    }

    /** @param server by its name */
    public byte[] metadata(String server) {
        var document = document(server);
        var algorithms = document.putArray("dpop_signing_alg_values_supported");
        for (var algorithm : KeyProofs.algorithms().split(" ")) algorithms.add(algorithm);
        return ServerJson.write(document.put("dpop_bound_access_tokens_required", boundOnly));
    }

    /** The same behind a proxy, for whose address nobody can prove to hold a token's key. */
    public byte[] metadataForBearers(String server) {
        return ServerJson.write(document(server));
    }

    private ObjectNode document(String server) {
        var document = ServerJson.object().put("resource", base + ENDPOINTS + server);
        document.putArray("authorization_servers").add(issuer);
        document.putArray("scopes_supported").add(Challenge.SCOPE);
        document.putArray("bearer_methods_supported").add("header");
        return document.put("resource_name", "MCP server " + server + ", behind Mandate");
    }

    /** Whether this caller's token is bound as firmly as this gateway asks. */
    public boolean takes(Caller caller) {
        return !boundOnly || caller.boundTo() != null;
    }

    /**
     * The challenge of RFC 6750, with what RFC 9728 section 5.1 adds.
     *
     * @param error of RFC 6750 section 3.1; empty for a request that shows no token
     * @param path of what was asked for
     */
    public String challenge(String error, String description, String path) {
        return challengeForBearers(error, description, path) + ", DPoP algs=\"" + KeyProofs.algorithms() + '"';
    }

    /** The same behind a proxy. */
    public String challengeForBearers(String error, String description, String path) {
        return Challenge.of(error, description) + ", resource_metadata=\"" + base + METADATA + Challenge.quoted(path)
                + '"';
    }
}
