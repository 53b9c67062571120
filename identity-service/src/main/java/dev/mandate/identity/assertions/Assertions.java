package dev.mandate.identity.assertions;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.mandate.messaging.result.Result;
import dev.mandate.messaging.security.Signatures;
import jakarta.enterprise.context.ApplicationScoped;
import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks signed assertions: a signature by a registered key, an audience that is ours, and a time that is now.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7523#section-3">RFC 7523 section 3</a>
 */
@ApplicationScoped
public class Assertions {
    private final AssertionConfig config;
    private final InstantSource clock;

    Assertions(AssertionConfig config, InstantSource clock) {
        this.config = config;
        this.clock = clock;
    }

    /** What an assertion may be addressed to when nothing else was agreed: the issuer and its token endpoint. */
    public Set<String> ownAudience() {
        return Set.of(config.issuer(), config.issuer() + "/oauth2/token");
    }

    public Result<JWTClaimsSet, AssertionRefusal> verify(
            SignedJWT assertion, String jwks, Collection<String> audience) {
        try {
            return verify(assertion, JWKSet.parse(jwks), audience);
        } catch (ParseException e) {
            throw new IllegalStateException("the registered keys are no JWK set", e);
        }
    }

    public Result<JWTClaimsSet, AssertionRefusal> verify(
            SignedJWT assertion, JWKSet keys, Collection<String> audience) {
        return signed(assertion, keys).then(claims -> {
            if (claims.getAudience().stream().noneMatch(audience::contains)) {
                return refused("the assertion is for another audience");
            }
            var now = clock.instant();
            if (isAhead(claims.getNotBeforeTime(), now) || isAhead(claims.getIssueTime(), now)) {
                return refused("the assertion is from the future");
            }
            return Result.unless(wrongEnd(claims.getExpirationTime(), now), claims);
        });
    }

    /** A time that an assertion says was, in whole seconds; one that is ahead only since clocks differ is now. */
    public Result<Instant, AssertionRefusal> past(Instant time, String claim) {
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        if (time.isAfter(now.plus(config.clockSkew()))) return refused(claim + " is in the future");
        return Result.done(time.isAfter(now) ? now : time);
    }

    private static Result<JWTClaimsSet, AssertionRefusal> signed(SignedJWT assertion, JWKSet keys) {
        if (!Signatures.verifies(assertion, keys)) return refused("the assertion is not signed by a registered key");
        try {
            return Result.done(assertion.getJWTClaimsSet());
        } catch (ParseException e) {
            return refused("the assertion is no JWT");
        }
    }

    private Optional<AssertionRefusal> wrongEnd(@Nullable Date end, Instant now) {
        if (end == null) return Optional.of(new AssertionRefusal("the assertion has no exp"));
        if (!now.minus(config.clockSkew()).isBefore(end.toInstant()))
            return Optional.of(new AssertionRefusal("the assertion has expired"));
        if (end.toInstant().isAfter(now.plus(config.assertionMaxLifetime()).plus(config.clockSkew())))
            return Optional.of(new AssertionRefusal("the assertion is valid for too long"));
        return Optional.empty();
    }

    private static <T> Result<T, AssertionRefusal> refused(String why) {
        return Result.refused(new AssertionRefusal(why));
    }

    private boolean isAhead(@Nullable Date time, Instant now) {
        return time != null && time.toInstant().isAfter(now.plus(config.clockSkew()));
    }
}
