package dev.mandate.identity.identities;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The instant before which tokens of an identity, a client or an issuer are void. */
public final class TokensVoid {
    private TokensVoid() {}

    /**
     * The next full second, since a token's {@code iat} has whole ones; later than any earlier one, since a token that was
     * issued after that one may already carry it as its {@code iat}.
     */
    public static Instant before(Instant now, @Nullable Instant previous) {
        var next = now.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        return previous == null || previous.isBefore(next) ? next : previous.plusSeconds(1);
    }
}
