package dev.mandate.messaging.health;

import dev.mandate.messaging.outbox.Relay;
import io.quarkus.arc.properties.IfBuildProperty;
import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Not well while the outbox isn't emptied: what others should know of this service waits. */
@Wellness
@ApplicationScoped
@IfBuildProperty(name = "mandate.database", stringValue = "true")
class RelayWell implements HealthCheck {
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(30);

    private final Supplier<Instant> emptyAt;
    private final LongSupplier pending;
    private final InstantSource clock;

    @Inject
    RelayWell(Relay relay, InstantSource clock) {
        this(relay::alive, relay::pending, clock);
    }

    RelayWell(Supplier<Instant> emptyAt, LongSupplier pending, InstantSource clock) {
        this.emptyAt = emptyAt;
        this.pending = pending;
        this.clock = clock;
    }

    @Override
    public HealthCheckResponse call() {
        var at = emptyAt.get();
        return HealthCheckResponse.named("relay")
                .status(at.isAfter(clock.instant().minus(LONGEST_SILENCE)))
                .withData("emptyAt", at.toString())
                .withData("pending", pending.getAsLong())
                .build();
    }
}
