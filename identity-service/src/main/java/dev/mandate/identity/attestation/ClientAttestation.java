package dev.mandate.identity.attestation;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.SignedJWT;
import dev.mandate.messaging.result.Result;
import dev.mandate.messaging.security.Signatures;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an attestation says, of which it isn't known yet who signed it.
 *
 * @param client {@code sub}
 * @param key of the instance, which a proof shows that it has
 * @see <a href="https://datatracker.ietf.org/doc/html/draft-ietf-oauth-attestation-based-client-auth-10#section-4">section 4</a>
 */
record ClientAttestation(SignedJWT jwt, String client, JWK key, Map<String, Object> claims) {
    private static final JOSEObjectType TYPE = new JOSEObjectType("oauth-client-attestation+jwt");

    /** How far ahead its end may be: what was true of an instance then is to be looked at again. */
    static final Duration LONGEST = Duration.ofHours(24);

    static Result<ClientAttestation, AttestationRefusal> read(SignedJWT jwt, Instant now, Duration skew) {
        if (!TYPE.equals(jwt.getHeader().getType())) return refused("its typ is not " + TYPE);
        try {
            var claims = jwt.getJWTClaimsSet();
            if (claims.getSubject() == null) return refused("it names no client as sub");
            var end = claims.getExpirationTime();
            if (end == null) return refused("it has no exp");
            if (!now.minus(skew).isBefore(end.toInstant())) return stale("it has expired");
            if (end.toInstant().isAfter(now.plus(LONGEST).plus(skew)))
                return refused("it is valid for more than a day");
            if (isAhead(claims.getIssueTime(), now.plus(skew)) || isAhead(claims.getNotBeforeTime(), now.plus(skew)))
                return refused("it is from the future");
            var key = key(claims.getClaim("cnf"));
            return key == null
                    ? refused("its cnf has no public key, as jwk, that signs")
                    : Result.done(new ClientAttestation(jwt, claims.getSubject(), key, claims.getClaims()));
        } catch (ParseException | RuntimeException e) { // the latter of some keys that are none, as in Jose
            return refused("it can't be read");
        }
    }

    private static @Nullable JWK key(@Nullable Object confirmation) throws ParseException {
        if (!(confirmation instanceof Map<?, ?> by) || !(by.get("jwk") instanceof Map<?, ?> members)) return null;
        var named = new HashMap<String, Object>();
        members.forEach((name, value) -> named.put(String.valueOf(name), value));
        var key = JWK.parse(named);
        return key.isPrivate() || Signatures.of(key).isEmpty() ? null : key;
    }

    /** Thumbprint of the instance's key. */
    String thumbprint() {
        try {
            return key.computeThumbprint().toString();
        } catch (JOSEException e) {
            throw new IllegalStateException("a key that was read has no thumbprint", e);
        }
    }

    private static boolean isAhead(@Nullable Date time, Instant latest) {
        return time != null && time.toInstant().isAfter(latest);
    }

    private static Result<ClientAttestation, AttestationRefusal> refused(String why) {
        return Result.refused(AttestationRefusal.invalid("the attestation doesn't count: " + why));
    }

    private static Result<ClientAttestation, AttestationRefusal> stale(String why) {
        return Result.refused(new AttestationRefusal(
                AttestationRefusal.Kind.STALE, "have the client attested anew: the attestation doesn't count, " + why));
    }
}
