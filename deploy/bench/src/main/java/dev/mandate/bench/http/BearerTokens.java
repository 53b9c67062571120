package dev.mandate.bench.http;

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
import dev.mandate.bench.fixtures.Population;
import dev.mandate.events.identity.KeyState;
import dev.mandate.events.ids.IdentityId;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.UUID;

/** Access tokens for authz-service as identity-service signs them, good for an hour. */
public final class BearerTokens {
    private static final String GATEWAY = "mandate-gateway";
    private static final String AUDIT = "mandate-audit";
    private static final String LIFECYCLE = "mandate-lifecycle";

    private final String issuer;
    private final ECKey key;

    public BearerTokens(String issuer) throws JOSEException {
        this.issuer = issuer;
        this.key = new ECKeyGenerator(Curve.P_256)
                .keyID("bench-" + UUID.randomUUID())
                .generate();
    }

    public KeyState published() {
        return new KeyState(key.getKeyID(), 1, false, key.toPublicJWK().toJSONObject());
    }

    public String gateway() throws JOSEException {
        return sign(claims("admin").claim("client_id", "admin").claim("scope", "decisions:gateway"));
    }

    /** Of whoever runs a gateway. */
    public String operator(String scope) throws JOSEException {
        return sign(
                claims("admin").audience(GATEWAY).claim("client_id", "admin").claim("scope", scope));
    }

    /** Of whoever asks audit-service. */
    public String analyst(String scope) throws JOSEException {
        return sign(claims("admin").audience(AUDIT).claim("client_id", "admin").claim("scope", scope));
    }

    /** Bound to the agent's task, for a gateway. */
    public String calling(int i) throws JOSEException {
        return calling(i, Population.person(i));
    }

    /** In a task that this person has delegated. */
    public String calling(int i, IdentityId person) throws JOSEException {
        return sign(task(i).subject(person.value()).audience(GATEWAY).claim("scope", "tools:call"));
    }

    /** Of a person who says yes or no to calls. */
    public String answering(IdentityId person) throws JOSEException {
        return sign(claims(person.value())
                .audience(LIFECYCLE)
                .claim("client_id", "console")
                .claim("scope", "approvals:answer"));
    }

    /** Of whoever reads about workers. */
    public String clerk() throws JOSEException {
        return sign(
                claims("admin").audience(LIFECYCLE).claim("client_id", "admin").claim("scope", "workers:read"));
    }

    /** Bound to the agent's task. */
    public String agent(int i) throws JOSEException {
        return sign(task(i).claim("scope", "decisions:evaluate"));
    }

    private JWTClaimsSet.Builder task(int i) {
        var agent = Population.agent(i).value();
        var task = Population.task(i).value();
        return claims(Population.person(i).value())
                .claim("client_id", agent)
                .claim("act", Map.of("sub", agent))
                .claim("delegation_id", task)
                .claim("session_id", task);
    }

    private JWTClaimsSet.Builder claims(String subject) {
        var now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience("mandate-authz")
                .subject(subject)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(3600)))
                .jwtID(UUID.randomUUID().toString());
    }

    private String sign(JWTClaimsSet.Builder claims) throws JOSEException {
        var header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType("at+jwt"))
                .keyID(key.getKeyID())
                .build();
        var jwt = new SignedJWT(header, claims.build());
        jwt.sign(new ECDSASigner(key));
        return jwt.serialize();
    }
}
