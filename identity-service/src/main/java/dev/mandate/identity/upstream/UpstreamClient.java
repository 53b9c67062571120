package dev.mandate.identity.upstream;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What we are at a provider.
 *
 * @param issuer of the provider, exactly as in {@code iss}
 * @param clientId our id there
 * @param secret what we share with it; null where we sign with our key
 * @param scopes what we ask for, {@code openid} among it
 */
public record UpstreamClient(
        String issuer,
        String clientId,
        Authentication authentication,
        @Nullable String secret,
        Set<String> scopes) {
    /** How we show there who we are. */
    public enum Authentication {
        CLIENT_SECRET_BASIC,
        CLIENT_SECRET_POST,
        /** With the key that signs our tokens, which {@code /oauth2/jwks} publishes. */
        PRIVATE_KEY_JWT;

        /** As in {@code token_endpoint_auth_method}. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** @throws IllegalArgumentException if there is no such method here */
        public static Authentication named(String text) {
            for (var each : values()) if (each.text().equals(text)) return each;
            throw new IllegalArgumentException("one of client_secret_basic, client_secret_post, private_key_jwt");
        }
    }

    public UpstreamClient {
        scopes = Set.copyOf(scopes);
    }

    /** Never with the secret. */
    @Override
    public String toString() {
        return clientId + " at " + issuer;
    }
}
