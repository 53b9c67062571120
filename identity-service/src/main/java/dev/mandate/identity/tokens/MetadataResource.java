package dev.mandate.identity.tokens;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.mandate.identity.clients.Scopes;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

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

    /** Members as RFC 8414 section 2 names them. */
    record Metadata(
            String issuer,
            @JsonProperty("token_endpoint") String tokenEndpoint,
            @JsonProperty("jwks_uri") String keys,
            @JsonProperty("response_types_supported") List<String> responseTypes,
            @JsonProperty("grant_types_supported") List<String> grantTypes,

            @JsonProperty("token_endpoint_auth_methods_supported")
            List<String> clientAuthentication,

            @JsonProperty("token_endpoint_auth_signing_alg_values_supported")
            List<String> clientAlgorithms,

            @JsonProperty("scopes_supported") List<String> scopes) {}

    /** The metadata. */
    @GET
    @PermitAll
    @Produces("application/json")
    @Operation(summary = "What this authorization server can do, RFC 8414")
    public Metadata metadata() {
        return new Metadata(
                issuer,
                issuer + "/oauth2/token",
                issuer + "/oauth2/jwks",
                List.of(),
                List.of(
                        "client_credentials",
                        "urn:ietf:params:oauth:grant-type:jwt-bearer",
                        "urn:ietf:params:oauth:grant-type:token-exchange"),
                List.of("private_key_jwt", "client_secret_basic"),
                List.of("ES256", "ES384", "ES512", "RS256", "PS256"),
                List.copyOf(Scopes.all()));
    }
}
