package dev.mandate.messaging.health;

import dev.mandate.messaging.projection.StateProjection;
import dev.mandate.messaging.projection.StateProjections;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.InstantSource;

/** {@code mandate_freshness_seconds} and {@code mandate_projection_lag_records} by topic. */
@ApplicationScoped
class ProjectionMeters {
    /** After the owners of projections, which make theirs when they are built or started. */
    void register(
            @Observes @Priority(Integer.MAX_VALUE) StartupEvent event,
            StateProjections projections,
            MeterRegistry meters,
            InstantSource clock) {
        projections.all().forEach(projection -> register(projection, meters, clock));
    }

    private static void register(StateProjection<?> projection, MeterRegistry meters, InstantSource clock) {
        Gauge.builder(
                        "mandate.freshness.seconds",
                        () -> Duration.between(projection.completeUntil(), clock.instant())
                                        .toMillis()
                                / 1000.0)
                .description("Age of the instant up to which this service knows the topic's owner completely")
                .tag("topic", projection.topic())
                .register(meters);
        Gauge.builder("mandate.projection.lag.records", projection::lag)
                .description("Records on the topic that are not applied yet")
                .tag("topic", projection.topic())
                .register(meters);
    }
}
