package dev.mandate.identity.assertions;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.mandate.events.cloudevents.WholeText;
import dev.mandate.events.digests.Sha256;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;

/** Remembers assertions until they expire, so that each counts once on all replicas. */
@ApplicationScoped
public class UsedAssertions {
    private final InstantSource clock;
    private final AssertionConfig config;

    UsedAssertions(InstantSource clock, AssertionConfig config) {
        this.clock = clock;
        this.config = config;
    }

    /**
     * Whether this token comes the first time: by its {@code jti}, or by what is signed where it has none, since one content has many
     * signatures.
     *
     * @param namespace within which a {@code jti} names one token, such as who made it
     * @param claims of the token, with {@code exp}
     */
    public Uni<Boolean> firstUse(String namespace, SignedJWT token, JWTClaimsSet claims) {
        var jti = claims.getJWTID();
        return firstUse(
                namespace,
                jti == null ? Sha256.of(token.getSigningInput()).named() : jti,
                claims.getExpirationTime().toInstant());
    }

    /** False if this one was used before. Rows of expired ones go with each new one, so that the table stays small. */
    public Uni<Boolean> firstUse(String issuer, String jti, Instant expiresAt) {
        if (jti.length() > 200 || !WholeText.is(jti)) return Uni.createFrom().item(false);
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "WITH gone AS (DELETE FROM used_assertions WHERE ctid = ANY (ARRAY("
                                        + "SELECT ctid FROM used_assertions WHERE expires_at < ?4"
                                        + " LIMIT 10 FOR UPDATE SKIP LOCKED)))"
                                        + " INSERT INTO used_assertions (issuer, jti, expires_at) VALUES (?1, ?2, ?3)"
                                        + " ON CONFLICT DO NOTHING")
                        .setParameter(1, issuer)
                        .setParameter(2, jti)
                        .setParameter(3, expiresAt)
                        .setParameter(
                                4, clock.instant().minus(config.clockSkew().multipliedBy(2)))
                        .executeUpdate()
                        .map(inserted -> inserted == 1));
    }
}
