package dev.mandate.authz.settings;

import java.time.Duration;

/**
 * From where to where a time may be set. What is beyond it stops the start: a bound of a month is none, and one below nought denies everything.
 *
 * @param words as documents have it
 */
public record TimeRange(Duration least, Duration most, String words) {
    /** How long a caller may be kept waiting for something that is nearly there. */
    public static final TimeRange PATIENCE = new TimeRange(Duration.ZERO, Duration.ofMinutes(1), "0 s to 1 min");

    /** How old what decisions go by may be. */
    public static final TimeRange FRESHNESS =
            new TimeRange(Duration.ofSeconds(1), Duration.ofMinutes(10), "1 s to 10 min");

    /** @throws IllegalArgumentException which says where the setting may be */
    public Duration of(String setting, Duration value) {
        if (value.compareTo(least) >= 0 && value.compareTo(most) <= 0) return value;
        throw new IllegalArgumentException(setting + " is " + words + ", and was set to " + value);
    }
}
