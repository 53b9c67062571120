package dev.mandate.messaging.follower;

import java.time.Duration;

/**
 * How long is waited before what failed is tried again, for as long as it fails.
 *
 * @param pause after the first failure; twice as long after each further one, a minute at most
 */
public record Backoff(Duration pause) {
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    public Backoff {
        if (pause.isNegative() || pause.isZero())
            throw new IllegalArgumentException(
                    "what is tried again waits before that: its pause must be longer than 0s");
    }

    /** @param failures so far, at least 1 */
    public Duration after(int failures) {
        var longer = pause.multipliedBy(1L << Math.min(failures - 1, 16));
        return longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
    }
}
