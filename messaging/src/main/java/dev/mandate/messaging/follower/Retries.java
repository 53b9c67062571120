package dev.mandate.messaging.follower;

import java.time.Duration;

/**
 * How often one thing is tried.
 *
 * @param tries at least 1
 * @param pause after the first failure; twice as long after each further one, a minute at most
 */
public record Retries(int tries, Duration pause) {
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    public Retries {
        if (tries < 1) throw new IllegalArgumentException("tries must be at least 1");
    }

    /** @param failures so far, at least 1 */
    public Duration after(int failures) {
        var longer = pause.multipliedBy(1L << Math.min(failures - 1, 16));
        return longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
    }

    /** All pauses together. */
    public Duration longest() {
        var longest = Duration.ZERO;
        for (int failures = 1; failures < tries; failures++) longest = longest.plus(after(failures));
        return longest;
    }
}
