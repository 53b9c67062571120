package dev.mandate.authz.client;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A key that tokens are bound to, so that nobody can use them who hasn't it: each request is sent with a proof that is good for just that one.
 * A gateway makes one when it starts, gets its tokens with {@link #proof}, and asks with them ({@link AuthzClient.Builder#boundTo}).
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9449">RFC 9449, DPoP</a>
 */
public final class HolderKey {
    private final ECKey key;
    private final ECDSASigner signer;

    private HolderKey(ECKey key) throws JOSEException {
        this.key = key;
        this.signer = new ECDSASigner(key);
    }

    /** A new one, on the curve P-256, that is kept in memory alone. */
    public static HolderKey generate() {
        try {
            return new HolderKey(new ECKeyGenerator(Curve.P_256).generate());
        } catch (JOSEException e) {
            throw new IllegalStateException("this JVM makes no keys on P-256", e);
        }
    }

    /** RFC 7638, by which tokens name it ({@code cnf.jkt}). */
    public String thumbprint() {
        try {
            return key.computeThumbprint().toString();
        } catch (JOSEException e) {
            throw new IllegalStateException("SHA-256 is missing", e);
        }
    }

    /**
     * What the header {@code DPoP} says of one request.
     *
     * @param token that the request shows; null for one that gets a token
     */
    public String proof(String method, URI uri, @Nullable String token) {
        return proof(method, uri, token, null);
    }

    /**
     * The same for whoever refused one with {@code use_dpop_nonce}.
     *
     * @param nonce that its last answer gave in the header {@code DPoP-Nonce}; null for none
     */
    public String proof(String method, URI uri, @Nullable String token, @Nullable String nonce) {
        var claims = new JWTClaimsSet.Builder()
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(Instant.now()))
                .claim("htm", method)
                .claim("htu", uri.toString().split("[?#]", 2)[0]);
        if (token != null) claims.claim("ath", hash(token));
        if (nonce != null) claims.claim("nonce", nonce);
        var proof = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(new JOSEObjectType("dpop+jwt"))
                        .jwk(key.toPublicJWK())
                        .build(),
                claims.build());
        try {
            proof.sign(signer);
            return proof.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("the proof can't be signed", e);
        }
    }

    private static String hash(String token) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
            return Base64URL.encode(digest).toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
