package dev.mandate.messaging.health;

import dev.mandate.messaging.outbox.Relay;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** {@code mandate_outbox_pending}. */
@ApplicationScoped
@IfBuildProperty(name = "mandate.database", stringValue = "true")
class OutboxMeters {
    void register(@Observes StartupEvent event, Relay relay, MeterRegistry meters) {
        Gauge.builder("mandate.outbox.pending", relay::pending)
                .description("Outbox rows that wait in the slices of this replica")
                .register(meters);
    }
}
