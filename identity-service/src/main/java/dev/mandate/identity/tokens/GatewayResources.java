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

    /** Below which they are. */
    private final String servers;

    GatewayResources(TokenConfig config) {
        this.gateway = config.gatewayUrl();
        this.servers = gateway.toString().replaceAll("/+$", "") + "/mcp/";
    }

    /** Of the MCP server that it is; empty for anything else. */
    public Optional<String> server(String resource) {
        return resource.startsWith(servers)
                ? Optional.of(resource.substring(servers.length()))
                        .filter(name -> SERVER.matcher(name).matches())
                : Optional.empty();
    }

    /** How one is named, for who named none. */
    public String exampleOfServer() {
        return servers + "<server>";
    }

    public boolean has(String resource) {
        return resource.equals(AUDIENCE)
                || RequestedAccess.audienceOf(URI.create(resource), gateway).equals(AUDIENCE);
    }
}
