package dev.mandate.messaging.quota;

import java.time.Duration;

/**
 * What a caller may use, in units of whoever counts: bytes, requests.
 *
 * @param rate units a second
 * @param burst units at once after a pause
 * @param atOnce requests that may be inside at the same time
 */
public record Quota(long rate, long burst, int atOnce) {
    private static final long SECOND = 1_000_000_000L;

    public Quota {
        if (rate < 1 || burst < 1 || atOnce < 1)
            throw new IllegalArgumentException("rate, burst and requests at once of a quota must be positive");
    }

    long nanosOf(long units) {
        return units * SECOND / rate;
    }

    /** Until all of a burst is paid for. */
    Duration ofBurst() {
        return Duration.ofSeconds(burst / rate);
    }
}
