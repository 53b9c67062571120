package dev.mandate.identity.tokens;

import dev.mandate.identity.clients.Scopes;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What this authorization server can do.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8414">RFC 8414</a>
 */
@Path("/.well-known/oauth-authorization-server")
public class MetadataResource {
    private final String issuer;

    MetadataResource(TokenConfig config) {
        this.issuer = config.issuer();
    }

    /** The metadata. */
    @GET
    @PermitAll
    @Produces("application/json")
    public Map<String, Object> metadata() {
        var metadata = new LinkedHashMap<String, Object>();
        metadata.put("issuer", issuer);
        metadata.put("token_endpoint", issuer + "/oauth2/token");
        metadata.put("jwks_uri", issuer + "/oauth2/jwks");
        metadata.put("response_types_supported", List.of());
        metadata.put(
                "grant_types_supported",
                List.of(
                        "client_credentials",
                        "urn:ietf:params:oauth:grant-type:jwt-bearer",
                        "urn:ietf:params:oauth:grant-type:token-exchange"));
        metadata.put("token_endpoint_auth_methods_supported", List.of("private_key_jwt", "client_secret_basic"));
        metadata.put(
                "token_endpoint_auth_signing_alg_values_supported",
                List.of("ES256", "ES384", "ES512", "RS256", "PS256"));
        metadata.put("scopes_supported", List.copyOf(Scopes.all()));
        return metadata;
    }
}
