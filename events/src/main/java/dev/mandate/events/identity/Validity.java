package dev.mandate.events.identity;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When an agent or workload may act at all. It is compared with the clock when a token is asked for and at each decision.
 *
 * @param from first instant at which it may; null for from the beginning
 * @param until first instant at which it no longer may; null for without an end
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Validity(@Nullable Instant from, @Nullable Instant until) {
    /** From then on an instant has five digits for its year, which not everybody reads. */
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    public Validity {
        if (!isKept(from) || !isKept(until)) throw new IllegalArgumentException("it is from 1970 to 9999");
        if (from != null && until != null && !from.isBefore(until))
            throw new IllegalArgumentException("it ends before it begins");
    }

    /** Null for what is bounded by nothing. */
    public static @Nullable Validity of(@Nullable Instant from, @Nullable Instant until) {
        return from == null && until == null ? null : new Validity(from, until);
    }

    /** Whether nothing is outside of the first that is within the second; null for always. */
    public static boolean narrows(@Nullable Validity one, @Nullable Validity other) {
        if (other == null) return true;
        if (one == null) return false;
        var begins = other.from == null || one.from != null && !one.from.isBefore(other.from);
        return begins && (other.until == null || one.until != null && !one.until.isAfter(other.until));
    }

    /** Whether everybody who keeps an instant can keep this one. */
    public static boolean isKept(@Nullable Instant instant) {
        return instant == null || !instant.isBefore(Instant.EPOCH) && instant.isBefore(LAST);
    }

    public boolean includes(Instant now) {
        return (from == null || !now.isBefore(from)) && (until == null || now.isBefore(until));
    }
}
