package dev.mandate.messaging.health;

import dev.mandate.messaging.outbox.OutboxConfig;
import dev.mandate.messaging.outbox.Relay;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while the outbox gets emptied, here or by another replica. */
@Readiness
@ApplicationScoped
@IfBuildProperty(name = "mandate.database", stringValue = "true")
class RelayReady implements HealthCheck {
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(30);

    private final Relay relay;
    private final InstantSource clock;
    private final boolean counts;

    @Inject
    RelayReady(Relay relay, InstantSource clock, OutboxConfig config) {
        this.relay = relay;
        this.clock = clock;
        this.counts = config.readiness();
    }

    @Override
    public HealthCheckResponse call() {
        var alive = relay.alive();
        return HealthCheckResponse.named("relay")
                .status(!counts || alive.isAfter(clock.instant().minus(LONGEST_SILENCE)))
                .withData("emptyAt", alive.toString())
                .withData("pending", relay.pending())
                .build();
    }
}
