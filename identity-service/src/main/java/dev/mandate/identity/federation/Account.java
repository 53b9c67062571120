package dev.mandate.identity.federation;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.mandate.events.authz.Authentication;
import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.events.cloudevents.WholeText;
import dev.mandate.identity.assertions.AssertionRefusal;
import dev.mandate.identity.identities.MailDomain;
import dev.mandate.identity.signin.AuthenticationClaims;
import dev.mandate.identity.upstream.Upstream.Said;
import dev.mandate.messaging.result.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who came back from a provider, as its ID token says once it was checked.
 *
 * @param subject {@code sub}
 * @param mail that the provider has verified; null for none
 * @param shownAs what he is called there; may be empty
 * @param session {@code sid}; null for none
 * @param signedInAt when he showed a credential there
 * @param unheard claims that the provider may have, and couldn't be asked for
 */
record Account(
        String subject,
        @Nullable String mail,
        String shownAs,
        @Nullable String session,
        Instant signedInAt,
        @Nullable String acr,
        Set<String> amr,
        Map<String, Object> claims,
        Set<String> unheard) {
    private static final int LONGEST = 255; // OpenID Connect Core section 2, of sub
    private static final int LONGEST_MAIL = 200;

    /**
     * @param trip on which he was asked, and for what
     * @param skew by how much its clock may differ from ours
     * @return refused with why, in words for the log
     */
    static Result<Account, String> read(Said said, RoundTrip trip, Instant now, Duration skew) {
        var claims = said.claims();
        var subject = claims.getSubject();
        if (!isText(subject, LONGEST)) return Result.refused("its sub is no text of at most 255 characters");
        return AuthenticationClaims.read(claims)
                .because(AssertionRefusal::why)
                .then(how -> signedInAt(how, trip, now, skew)
                        .map(at -> new Account(
                                subject,
                                mail(claims).orElse(null),
                                shownAs(claims),
                                text(claims, "sid").orElse(null),
                                at,
                                how.acr(),
                                how.amr(),
                                claims.getClaims(),
                                said.unheard())));
    }

    /** Whoever is asked for a {@code max_age} says when it was; who says nothing may have signed in at any time. */
    private static Result<Instant, String> signedInAt(Authentication how, RoundTrip trip, Instant now, Duration skew) {
        var at = how.at();
        if (at == null)
            return Result.refused("it doesn't say when he signed in there (auth_time), though it was asked");
        if (at.isAfter(now.plus(skew))) return Result.refused("auth_time is in the future");
        if (trip.anew()) {
            if (at.isBefore(trip.askedAt().minus(skew)))
                return Result.refused("he was to sign in there anew, and didn't");
            // Its seconds are whole, and its clock another; that it was after he was sent is what was found.
            return Result.done(at.isBefore(trip.askedAt()) ? trip.askedAt() : at.isAfter(now) ? now : at);
        }
        if (at.isBefore(now.minusSeconds(trip.maxAge()).minus(skew)))
            return Result.refused("he signed in there longer ago than was asked");
        return Result.done(at.isAfter(now) ? now : at);
    }

    /** One that somebody only typed in there means nobody. */
    private static Optional<String> mail(JWTClaimsSet claims) {
        var verified = claims.getClaim("email_verified");
        if (verified == null || !verified.toString().equals("true")) return Optional.empty();
        return text(claims, "email").filter(mail -> mail.length() <= LONGEST_MAIL && mail.matches("[^\\s@]+@[^\\s@]+"));
    }

    private static String shownAs(JWTClaimsSet claims) {
        return text(claims, "email")
                .or(() -> text(claims, "preferred_username"))
                .or(() -> text(claims, "name"))
                .map(PlainText::shown)
                .map(shown -> shown.length() > LONGEST_MAIL ? shown.substring(0, LONGEST_MAIL) : shown)
                .orElse("");
    }

    /** Whether his verified address is of one of these domains. */
    boolean hasMailOf(Set<String> domains) {
        return MailDomain.of(mail).filter(domains::contains).isPresent();
    }

    private static Optional<String> text(JWTClaimsSet claims, String name) {
        return claims.getClaim(name) instanceof String text && isText(text, LONGEST)
                ? Optional.of(text)
                : Optional.empty();
    }

    private static boolean isText(@Nullable String text, int longest) {
        return text != null && !text.isBlank() && text.length() <= longest && WholeText.is(text);
    }
}
