package dev.mandate.audit.engine.profiles;

import java.time.Duration;
import java.time.Instant;

/** Old sessions count less: half as much after 30 days. */
final class Decay {
    private static final double HALF_LIFE_MILLIS = Duration.ofDays(30).toMillis();

    private Decay() {}

    /** How much of a count of then is left now; 1 if then is not before now. */
    static double factor(Instant then, Instant now) {
        var age = now.toEpochMilli() - then.toEpochMilli();
        return age <= 0 ? 1 : Math.pow(0.5, age / HALF_LIFE_MILLIS);
    }
}
