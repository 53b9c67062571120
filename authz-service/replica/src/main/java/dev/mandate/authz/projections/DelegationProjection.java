package dev.mandate.authz.projections;

import dev.mandate.authz.engine.delegations.Delegations;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.messaging.projection.StateProjection;
import dev.mandate.messaging.projection.StateProjections;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Keeps the {@link Delegations} by their stream. */
@ApplicationScoped
public class DelegationProjection {
    private final Delegations delegations = Delegations.empty();
    private final StateProjection<DelegationState> stream;

    DelegationProjection(StateProjections projections) {
        stream = projections.of(
                DelegationState.FAMILY, new TableListener<>(delegations.states(), DelegationState.FAMILY.key()));
    }

    @Produces
    @Singleton
    public Delegations delegations() {
        return delegations;
    }

    public StateProjection<DelegationState> stream() {
        return stream;
    }

    void start(@Observes StartupEvent event) {
        stream.start();
    }

    void stop(@Observes ShutdownEvent event) {
        stream.close();
    }
}
