package dev.mandate.identity.tokens;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * MCP servers behind the gateway, as {@code resource}: a token for one is a token for the gateway, with the scope to call.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8707">RFC 8707</a>
 */
@ApplicationScoped
public class GatewayResources {
    public static final String AUDIENCE = "mandate-gateway";
    public static final String SCOPE = "tools:call";

    /** As the gateway's file of servers names them. */
    private static final Pattern SERVER = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    private final URI gateway;

    GatewayResources(TokenConfig config) {
        this.gateway = config.gatewayUrl();
    }

    /** Of the MCP server that it is; empty for anything else. */
    public Optional<String> server(String resource) {
        var below = gateway.toString().replaceAll("/+$", "") + "/mcp/";
        return resource.startsWith(below)
                ? Optional.of(resource.substring(below.length()))
                        .filter(name -> SERVER.matcher(name).matches())
                : Optional.empty();
    }

    /** How one is named, for who named none. */
    public String exampleOfServer() {
        return gateway.toString().replaceAll("/+$", "") + "/mcp/<server>";
    }

    public boolean has(String resource) {
        return resource.equals(AUDIENCE)
                || Asked.audienceOf(URI.create(resource), gateway).equals(AUDIENCE);
    }
}
