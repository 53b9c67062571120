package dev.mandate.messaging.proposals;

import dev.mandate.messaging.security.Caller;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The time after a service's first start in which its first client works alone, since there may be nobody else. When that was is a row
 * of the database, made with its tables.
 */
@ApplicationScoped
@IfBuildProperty(name = "mandate.database", stringValue = "true")
class FirstHour {
    private final SecondPersonConfig config;
    private final InstantSource clock;

    FirstHour(SecondPersonConfig config, InstantSource clock) {
        this.config = config;
        this.clock = clock;
    }

    /** Until when this caller may make it alone; empty if he may not. */
    Uni<Optional<Instant>> aloneUntil(Caller caller) {
        if (!isFirstClient(caller)) return Uni.createFrom().item(Optional.empty());
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("select at from first_start", Instant.class)
                        .getSingleResult())
                .map(began -> Optional.of(began.plus(config.firstHour()))
                        .filter(end -> clock.instant().isBefore(end)));
    }

    /** In its own right: what it does for somebody else is that person's. */
    private boolean isFirstClient(Caller caller) {
        return caller.clientId().equals(config.firstClient())
                && caller.subject().equals(config.firstClient())
                && caller.chain().isEmpty();
    }
}
