package dev.mandate.authz.http;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The service's clock in tests, which can be set ahead so that nobody has to wait until something is old. */
@ApplicationScoped
class ShiftedClock implements InstantSource {
    private static volatile Duration ahead = Duration.ZERO;

    static void ahead(Duration time) {
        ahead = time;
    }

    static Instant now() {
        return Instant.now().plus(ahead);
    }

    @Override
    public Instant instant() {
        return now();
    }
}
