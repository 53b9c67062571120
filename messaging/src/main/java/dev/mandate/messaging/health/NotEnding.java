package dev.mandate.messaging.health;

import dev.mandate.messaging.draining.Drain;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Unready from SIGTERM on, when requests are refused: Quarkus' own check may come later, since what is under way is finished in between. Without
 * another thread, so that what it said before is never told instead.
 */
@Readiness
@Singleton
class NotEnding implements AsyncHealthCheck {
    private final Drain drain;

    NotEnding(Drain drain) {
        this.drain = drain;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return Uni.createFrom()
                .item(HealthCheckResponse.named("not-ending")
                        .status(!drain.begun())
                        .build());
    }
}
