package dev.mandate.messaging.health;

import dev.mandate.messaging.draining.Drain;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Unready from SIGTERM on, when requests are refused: Quarkus' own check may come later, since what is under way is finished in between. */
@Readiness
@Singleton
class NotEnding implements HealthCheck {
    private final Drain drain;

    NotEnding(Drain drain) {
        this.drain = drain;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("not-ending").status(!drain.begun()).build();
    }
}
