package dev.mandate.identity.attestation;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.SignedJWT;
import dev.mandate.events.cloudevents.WholeText;
import dev.mandate.messaging.result.Result;
import dev.mandate.messaging.security.KeyProof;
import dev.mandate.messaging.security.Signatures;
import java.text.ParseException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * That an instance has the key of its attestation, now and for us, once all of it was checked but that it counts once and has the challenge that is wanted.
 *
 * @param id {@code jti}; it counts once for its key
 * @param challenge null for none
 * @see <a href="https://datatracker.ietf.org/doc/html/draft-ietf-oauth-attestation-based-client-auth-10#section-5.1">section 5.1</a>
 */
record InstanceProof(String id, @Nullable String challenge) {
    private static final JOSEObjectType TYPE = new JOSEObjectType("oauth-client-attestation-pop+jwt");
    private static final int LONGEST_ID = 200;

    /** @param us the issuer as which we are known */
    static Result<InstanceProof, AttestationRefusal> read(SignedJWT jwt, JWK key, String us, Instant now) {
        if (!TYPE.equals(jwt.getHeader().getType())) return refused("its typ is not " + TYPE);
        if (!Signatures.verifies(jwt, key)) return refused("the key of the attestation didn't sign it");
        try {
            var claims = jwt.getJWTClaimsSet();
            if (!claims.getAudience().equals(List.of(us))) return refused("its aud is not " + us + " alone");
            var made = claims.getIssueTime();
            if (made == null) return refused("it has no iat");
            if (made.toInstant().isAfter(now.plus(KeyProof.SKEW))) return refused("it is from the future");
            var end = claims.getExpirationTime();
            if (made.toInstant().isBefore(now.minus(KeyProof.AGE))
                    || end != null && !end.toInstant().isAfter(now))
                return refused("it is older than " + KeyProof.AGE.toSeconds() + " s, or has ended");
            var id = claims.getJWTID();
            return id == null || id.isBlank() || id.length() > LONGEST_ID || !WholeText.is(id)
                    ? refused("its jti is no text of at most " + LONGEST_ID + " characters")
                    : Result.done(new InstanceProof(id, claims.getStringClaim("challenge")));
        } catch (ParseException e) {
            return refused("it can't be read");
        }
    }

    private static Result<InstanceProof, AttestationRefusal> refused(String why) {
        return Result.refused(AttestationRefusal.invalid("the proof of possession doesn't count: " + why));
    }
}
