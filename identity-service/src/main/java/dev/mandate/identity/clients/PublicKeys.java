package dev.mandate.identity.clients;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import java.text.ParseException;
import java.util.Map;

/** Public keys that a client or an issuer registers. */
public final class PublicKeys {
    private static final int MOST = 20;

    private PublicKeys() {}

    /**
     * The set as JSON, after it was checked.
     *
     * @throws IllegalArgumentException if it is no JWK set, holds a private key, or no key that is strong enough
     */
    public static String check(Map<String, Object> jwks) {
        var set = parse(jwks);
        if (set.isEmpty() || set.size() > MOST) {
            throw new IllegalArgumentException("a JWK set here has 1 to " + MOST + " keys");
        }
        set.getKeys().forEach(PublicKeys::check);
        return set.toString(true);
    }

    private static void check(JWK key) {
        if (key.isPrivate()) throw new IllegalArgumentException("register public keys only; this private one is burnt");
        if (key instanceof ECKey) return;
        if (key instanceof RSAKey && key.size() >= 2048) return;
        throw new IllegalArgumentException("keys are EC, or RSA with at least 2048 bits");
    }

    private static JWKSet parse(Map<String, Object> jwks) {
        try {
            return JWKSet.parse(jwks);
        } catch (ParseException e) {
            throw new IllegalArgumentException("not a JWK set: " + e.getMessage(), e);
        }
    }
}
