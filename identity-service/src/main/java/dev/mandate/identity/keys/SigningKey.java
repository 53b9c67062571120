package dev.mandate.identity.keys;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.mandate.messaging.security.Ed25519;

/** One that can sign; may be used on any thread. */
public final class SigningKey {
    private static final int RSA_BITS = 2048;

    private final SigningAlgorithm algorithm;
    private final JWK publicKey;
    private final JWSSigner signer;

    private SigningKey(SigningAlgorithm algorithm, JWK publicKey, JWSSigner signer) {
        this.algorithm = algorithm;
        this.publicKey = publicKey;
        this.signer = signer;
    }

    static SigningKey of(SigningAlgorithm algorithm, JWK key) {
        try {
            return new SigningKey(
                    algorithm,
                    key.toPublicJWK(),
                    switch (algorithm) {
                        case ES256 -> new ECDSASigner(key.toECKey());
                        case RS256 -> new RSASSASigner(key.toRSAKey());
                        case EDDSA -> Ed25519.signer(key.toOctetKeyPair());
                    });
        } catch (JOSEException e) {
            throw new IllegalStateException("a row of signing_keys holds no key for " + algorithm, e);
        }
    }

    /** A new key, with its private part. One of RSA takes a tenth of a second and more: not on an event loop. */
    static JWK generate(SigningAlgorithm algorithm, String id) {
        try {
            return switch (algorithm) {
                case ES256 ->
                    new ECKeyGenerator(Curve.P_256)
                            .keyID(id)
                            .keyUse(KeyUse.SIGNATURE)
                            .algorithm(algorithm.jose())
                            .generate();
                case RS256 ->
                    new RSAKeyGenerator(RSA_BITS)
                            .keyID(id)
                            .keyUse(KeyUse.SIGNATURE)
                            .algorithm(algorithm.jose())
                            .generate();
                case EDDSA -> Ed25519.generate(id);
            };
        } catch (JOSEException e) {
            throw new IllegalStateException("cannot generate a signing key", e);
        }
    }

    String id() {
        return publicKey.getKeyID();
    }

    JWK publicKey() {
        return publicKey;
    }

    /** @param type of the token, in its header */
    public String sign(JWTClaimsSet claims, JOSEObjectType type) {
        try {
            var header = new JWSHeader.Builder(algorithm.jose()).type(type).keyID(id());
            var jwt = new SignedJWT(header.build(), claims);
            jwt.sign(signer);
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("cannot sign a token", e);
        }
    }
}
