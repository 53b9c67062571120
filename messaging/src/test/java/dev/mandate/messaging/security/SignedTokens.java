package dev.mandate.messaging.security;

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
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Access tokens as identity-service issues them, and such as it never would. */
public final class SignedTokens {
    private final ECKey key;
    private final Instant now;

    public SignedTokens(Instant now) throws Exception {
        this.key = new ECKeyGenerator(Curve.P_256)
                .keyID("key-" + UUID.randomUUID())
                .generate();
        this.now = now;
    }

    public KeyState published() {
        return new KeyState(key.getKeyID(), 1, false, key.toPublicJWK().toJSONObject());
    }

    public String with(String... scopes) throws Exception {
        return with("at+jwt", claims -> claims.claim("scope", String.join(" ", scopes)));
    }

    public String with(String type, UnaryOperator<JWTClaimsSet.Builder> change) throws Exception {
        var claims = new JWTClaimsSet.Builder()
                .issuer("http://127.0.0.1:8081")
                .audience("mandate-identity")
                .subject("per_ada")
                .claim("client_id", "console")
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(Duration.ofMinutes(5))));
        var jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(new JOSEObjectType(type))
                        .keyID(key.getKeyID())
                        .build(),
                change.apply(claims).build());
        jwt.sign(new ECDSASigner(key));
        return jwt.serialize();
    }
}
