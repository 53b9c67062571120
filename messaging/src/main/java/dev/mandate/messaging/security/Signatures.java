package dev.mandate.messaging.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether a key signed something. Which algorithms there are is said by the kind of the key and never by what is signed: so no secret is
 * made of a public key, {@code none} is nothing, and a key on one curve is not asked about another.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8725#section-3.1">RFC 8725 section 3.1</a>
 */
public final class Signatures {
    /** By which others may sign, as metadata name them. */
    public static final List<String> ALGORITHMS = List.of(
            "ES256", "ES384", "ES512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "EdDSA", "Ed25519");

    private static final int LEAST_RSA = 2048;
    /** Checking costs as much as the key is long. */
    private static final int MOST_RSA = 8192;
    /** Bits of the public exponent; it is 65537 everywhere. */
    private static final int MOST_EXPONENT = 33;

    private static final Set<JWSAlgorithm> OF_RSA = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512);
    private static final Set<JWSAlgorithm> OF_ED25519 = Set.of(JWSAlgorithm.EdDSA, JWSAlgorithm.Ed25519);
    private static final Map<Curve, Set<JWSAlgorithm>> OF_EC = Map.of(
            Curve.P_256,
            Set.of(JWSAlgorithm.ES256),
            Curve.P_384,
            Set.of(JWSAlgorithm.ES384),
            Curve.P_521,
            Set.of(JWSAlgorithm.ES512));

    private Signatures() {}

    /** Those by which this key may sign; empty for one of a kind, a size or for a use that is not taken. */
    public static Set<JWSAlgorithm> of(JWK key) {
        if (key.getKeyUse() != null && !KeyUse.SIGNATURE.equals(key.getKeyUse())) return Set.of();
        var all = ofKind(key);
        if (key.getAlgorithm() == null) return all;
        var only = key.getAlgorithm().getName();
        return all.stream().filter(it -> it.getName().equals(only)).collect(Collectors.toUnmodifiableSet());
    }

    private static Set<JWSAlgorithm> ofKind(JWK key) {
        if (key instanceof ECKey ec) return OF_EC.getOrDefault(ec.getCurve(), Set.of());
        if (key instanceof OctetKeyPair pair) return Curve.Ed25519.equals(pair.getCurve()) ? OF_ED25519 : Set.of();
        if (key instanceof RSAKey rsa && isTaken(rsa)) return OF_RSA;
        return Set.of();
    }

    private static boolean isTaken(RSAKey key) {
        return key.size() >= LEAST_RSA
                && key.size() <= MOST_RSA
                && key.getPublicExponent().decodeToBigInteger().bitLength() <= MOST_EXPONENT;
    }

    /** Whether this key signed it, by an algorithm that it may sign by. Extensions that must be understood are none that are. */
    public static boolean verifies(JWSObject signed, JWK key) {
        var header = signed.getHeader();
        if (header.getCriticalParams() != null || !of(key).contains(header.getAlgorithm())) return false;
        try {
            if (key instanceof ECKey ec) return signed.verify(new ECDSAVerifier(ec));
            if (key instanceof RSAKey rsa) return signed.verify(new RSASSAVerifier(rsa));
            return key instanceof OctetKeyPair pair
                    && Ed25519.verifies(pair, signed.getSigningInput(), signed.getSignature());
        } catch (JOSEException | IllegalArgumentException e) {
            return false;
        }
    }

    /** Whether one of these keys signed it: one of the id that it names, or any where it names none. */
    public static boolean verifies(JWSObject signed, JWKSet keys) {
        var id = signed.getHeader().getKeyID();
        return keys.getKeys().stream()
                .filter(key -> id == null || id.equals(key.getKeyID()))
                .anyMatch(key -> verifies(signed, key));
    }
}
