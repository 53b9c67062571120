package dev.mandate.identity.keys;

import dev.mandate.messaging.http.OpenQuery;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** Public keys for whoever checks access tokens without Kafka. */
@OpenQuery
@Path("/oauth2/jwks")
public class KeysResource {
    private final SigningKeys keys;

    KeysResource(SigningKeys keys) {
        this.keys = keys;
    }

    /** @param keys one JWK each */
    record JwkSet(List<Map<String, Object>> keys) {}

    /**
     * The JWK set.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7517#section-5">RFC 7517 section 5</a>
     */
    @GET
    @PermitAll
    @Produces("application/json")
    @Operation(summary = "Public keys that check access tokens, a JWK set")
    @APIResponseSchema(JwkSet.class)
    public Map<String, Object> keys() {
        return keys.publicKeys().toJSONObject(true);
    }
}
