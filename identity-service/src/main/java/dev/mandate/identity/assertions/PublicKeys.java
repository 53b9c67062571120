package dev.mandate.identity.assertions;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import dev.mandate.messaging.security.Jose;
import dev.mandate.messaging.security.Signatures;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

    /**
     * By which people tell the keys of a set: SHA-256, RFC 7638.
     *
     * @param jwks as {@link #check} gave it, or where they are published, which stands for all of them; null for none
     */
    public static List<String> thumbprints(@Nullable String jwks) {
        if (jwks == null) return List.of();
        if (isAddress(jwks)) return List.of(jwks);
        try {
            var thumbprints = new ArrayList<String>();
            for (var key : JWKSet.parse(jwks).getKeys())
                thumbprints.add(key.computeThumbprint().toString());
            return thumbprints;
        } catch (ParseException | JOSEException e) {
            throw new IllegalStateException("the registered keys are no JWK set", e);
        }
    }

    /** Whether what is kept of a client's keys is where it publishes them, and not the set itself. */
    public static boolean isAddress(String kept) {
        return !kept.startsWith("{");
    }

    /** By which people tell the keys of whoever publishes them at an address, or has registered them. */
    public static List<String> named(@Nullable String jwks, @Nullable String jwksUri) {
        return jwks == null ? List.of(String.valueOf(jwksUri)) : thumbprints(jwks);
    }

    private static void check(JWK key) {
        if (key.isPrivate()) throw new IllegalArgumentException("register public keys only; this private one is burnt");
        if (Signatures.of(key).isEmpty())
            throw new IllegalArgumentException(
                    "keys are for signatures: EC on P-256, P-384 or P-521, RSA with 2048 to 8192 bits, or Ed25519");
    }

    private static JWKSet parse(Map<String, Object> jwks) {
        try {
            return Jose.keys(jwks);
        } catch (ParseException e) {
            throw new IllegalArgumentException("not a JWK set: " + e.getMessage(), e);
        }
    }
}
