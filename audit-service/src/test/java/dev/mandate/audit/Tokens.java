package dev.mandate.audit;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.mandate.events.identity.KeyState;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;

/** Access tokens of a key that the test put on {@code identity.keys.v1}. */
public final class Tokens {
    private static final ECKey KEY = key();

    private Tokens() {}

    public static void publishKey() {
        Wires.send(
                KeyState.FAMILY,
                new KeyState(KEY.getKeyID(), 1, false, KEY.toPublicJWK().toJSONObject()));
    }

    public static String with(String scope) {
        return token("mandate-audit", scope);
    }

    /** Of the first client, in its own right. */
    public static String ofAdmin(String scope) {
        return token("mandate-audit", "admin", "admin", scope);
    }

    /** Of whom, by which client. */
    public static String of(String subject, String client, String scope) {
        return token("mandate-audit", subject, client, scope);
    }

    static String token(String audience, String scope) {
        return token(audience, "per_ada", "test", scope);
    }

    private static String token(String audience, String subject, String client, String scope) {
        var claims = new JWTClaimsSet.Builder()
                .issuer("http://127.0.0.1:8081")
                .audience(audience)
                .subject(subject)
                .claim("client_id", client)
                .claim("scope", scope)
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(Instant.now()))
                .expirationTime(Date.from(Instant.now().plusSeconds(300)))
                .build();
        var header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType("at+jwt"))
                .keyID(KEY.getKeyID())
                .build();
        try {
            var jwt = new SignedJWT(header, claims);
            jwt.sign(new ECDSASigner(KEY));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static ECKey key() {
        try {
            return new ECKeyGenerator(Curve.P_256)
                    .keyID("test-" + UUID.randomUUID())
                    .generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }
}
