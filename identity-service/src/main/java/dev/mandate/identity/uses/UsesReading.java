package dev.mandate.identity.uses;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether what was on the topic when this replica started has been read, by whichever replica: before that, a day on which nothing was used may be one
 * that nobody has read yet. And whether it goes on being read.
 */
@ApplicationScoped
class UsesReading {
    /** Until then nobody is told: reading is some seconds behind as ever. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private volatile boolean over;
    private volatile @Nullable Instant upTo;

    boolean isOver() {
        return over;
    }

    /** Once for all: from then on no more is missing than what came since. */
    void ends() {
        over = true;
    }

    /** All that there was at this instant has been read. */
    void readUpTo(Instant instant) {
        upTo = instant;
    }

    /** What was there some minutes ago isn't known to have been read. */
    boolean isLate(Instant now) {
        var known = upTo;
        return over && (known == null || known.plus(PATIENCE).isBefore(now));
    }
}
