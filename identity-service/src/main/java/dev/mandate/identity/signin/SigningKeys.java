package dev.mandate.identity.signin;

import dev.mandate.identity.assertions.PublicKeys;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * By which keys an issuer signs assertions; it signs none where both are null.
 *
 * @param jwks as JSON
 * @param jwksUri where it publishes them
 */
record SigningKeys(@Nullable String jwks, @Nullable String jwksUri) {
    boolean sign() {
        return jwks != null || jwksUri != null;
    }

    /** For people: where they are fetched, or their thumbprints (RFC 7638). */
    List<String> shown() {
        return jwksUri != null ? List.of(jwksUri) : PublicKeys.thumbprints(jwks);
    }

    /** Such as " and signs with …"; empty where it signs nothing. */
    String words() {
        if (jwksUri != null) return " and signs with the keys at " + jwksUri;
        return jwks == null ? "" : " and signs with " + String.join(", ", PublicKeys.thumbprints(jwks));
    }
}
