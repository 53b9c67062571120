package dev.mandate.identity.signin;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.mandate.events.authz.Authentication;
import dev.mandate.events.cloudevents.WholeText;
import dev.mandate.identity.assertions.AssertionRefusal;
import dev.mandate.messaging.result.Result;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How a person signed in, as {@code acr}, {@code amr} and {@code auth_time} of a JWT say. What one doesn't say is not made up.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9068#section-2.2.1">RFC 9068 section 2.2.1</a>
 */
public final class AuthenticationClaims {
    /** Of our own access tokens; what others call so isn't ours. */
    public static final String DEVICE = "device";

    static final String RULE = "is a text of 1 to 200 characters";
    private static final int LONGEST = 200;
    private static final int MOST_METHODS = 20;

    private AuthenticationClaims() {}

    /** Refused if one of the claims is not what it must be, however much of the rest is. */
    public static Result<Authentication, AssertionRefusal> read(JWTClaimsSet claims) {
        return acr(claims)
                .then(acr -> amr(claims)
                        .then(amr -> authTime(claims)
                                .map(at -> new Authentication(acr.orElse(null), amr, at.orElse(null)))));
    }

    /** Of which device it was too, which nobody says here but we. */
    public static void write(Authentication authentication, JWTClaimsSet.Builder claims) {
        if (authentication.device() != null) claims.claim(DEVICE, authentication.device());
        if (authentication.acr() != null) claims.claim("acr", authentication.acr());
        if (!authentication.amr().isEmpty()) claims.claim("amr", List.copyOf(new TreeSet<>(authentication.amr())));
        if (authentication.at() != null)
            claims.claim("auth_time", authentication.at().getEpochSecond());
    }

    static boolean isValue(@Nullable Object claim) {
        return claim instanceof String text && !text.isBlank() && text.length() <= LONGEST && WholeText.is(text);
    }

    private static Result<Optional<String>, AssertionRefusal> acr(JWTClaimsSet claims) {
        var acr = claims.getClaim("acr");
        if (acr == null) return Result.done(Optional.empty());
        return isValue(acr) ? Result.done(Optional.of((String) acr)) : refused("acr " + RULE);
    }

    private static Result<Set<String>, AssertionRefusal> amr(JWTClaimsSet claims) {
        var amr = claims.getClaim("amr");
        if (amr == null) return Result.done(Set.of());
        if (!(amr instanceof List<?> methods) || methods.size() > MOST_METHODS) {
            return refused("amr is a list of at most " + MOST_METHODS + " methods");
        }
        var named = new TreeSet<String>();
        for (var method : methods) {
            if (!isValue(method)) return refused("a method in amr " + RULE);
            named.add((String) method);
        }
        return Result.done(named);
    }

    private static Result<Optional<Instant>, AssertionRefusal> authTime(JWTClaimsSet claims) {
        var time = claims.getClaim("auth_time");
        if (time == null) return Result.done(Optional.empty());
        // The library reads some claims of times as dates.
        var seconds = time instanceof Date date ? date.getTime() / 1000.0 : time;
        if (seconds instanceof Number number) {
            var value = number.doubleValue();
            if (value >= 0 && value <= Instant.MAX.getEpochSecond())
                return Result.done(Optional.of(Instant.ofEpochSecond((long) value)));
        }
        return refused("auth_time is a number of seconds since 1970");
    }

    private static <T> Result<T, AssertionRefusal> refused(String why) {
        return Result.refused(new AssertionRefusal(why));
    }
}
