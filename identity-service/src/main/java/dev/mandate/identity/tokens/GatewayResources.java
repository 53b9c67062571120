package dev.mandate.identity.tokens;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;

/**
 * MCP servers behind the gateway, as {@code resource}: a token for one is a token for the gateway, with the scope to call.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8707">RFC 8707</a>
 */
@ApplicationScoped
public class GatewayResources {
    public static final String AUDIENCE = "mandate-gateway";
    public static final String SCOPE = "tools:call";

    private final URI gateway;

    GatewayResources(TokenConfig config) {
        this.gateway = config.gatewayUrl();
    }

    public boolean has(String resource) {
        return resource.equals(AUDIENCE)
                || Asked.audienceOf(URI.create(resource), gateway).equals(AUDIENCE);
    }
}
