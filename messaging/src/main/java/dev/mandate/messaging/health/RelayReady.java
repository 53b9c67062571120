package dev.mandate.messaging.health;

import dev.mandate.messaging.outbox.OutboxConfig;
import dev.mandate.messaging.outbox.Relay;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.function.Supplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready once the outbox was emptied, here or by another replica, so that one that can't send takes nobody's place. From then on no outage
 * makes it unready: all replicas send to the same broker, and what a service answers from its tables it goes on answering.
 */
@Readiness
@ApplicationScoped
@IfBuildProperty(name = "mandate.database", stringValue = "true")
class RelayReady implements HealthCheck {
    private final Supplier<Instant> emptyAt;
    private final boolean counts;

    @Inject
    RelayReady(Relay relay, OutboxConfig config) {
        this(relay::alive, config.readiness());
    }

    RelayReady(Supplier<Instant> emptyAt, boolean counts) {
        this.emptyAt = emptyAt;
        this.counts = counts;
    }

    @Override
    public HealthCheckResponse call() {
        var at = emptyAt.get();
        return HealthCheckResponse.named("relay")
                .status(!counts || at.isAfter(Instant.EPOCH))
                .withData("emptyAt", at.toString())
                .build();
    }
}
