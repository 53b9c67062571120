package dev.mandate.gateway.upstream;

import java.time.Duration;

/**
 * How long after its start a child that ended is started again: at once for the first time, then after 1 s, 2 s, 4 s and so on up to a
 * minute, as long as each life is short. Only the ends count: to ask meanwhile puts nothing off.
 */
final class RestartPause {
    private static final Duration STABLE = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private int shortLives;

    /** Told once for each life. */
    void ended(Duration lived) {
        shortLives = lived.compareTo(STABLE) > 0 ? 0 : Math.min(shortLives + 1, Integer.SIZE);
    }

    /** Counted from the start of the last life. */
    Duration beforeNext() {
        if (shortLives <= 1) return Duration.ZERO;
        var doubled = Duration.ofSeconds(1L << (shortLives - 2));
        return doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    }
}
