package dev.mandate.lifecycle.access;

import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.messaging.projection.StateListener;
import dev.mandate.messaging.projection.StateProjection;
import dev.mandate.messaging.projection.StateProjections;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Whom identity-service lets do nothing: it was said so there, and our own rows don't tell. */
@ApplicationScoped
class StoppedPeople implements StateListener<IdentityState> {
    private final Set<String> stopped = ConcurrentHashMap.newKeySet();
    private final StateProjection<IdentityState> projection;

    StoppedPeople(StateProjections projections) {
        projection = projections.of(IdentityState.FAMILY, this);
    }

    void start(@Observes StartupEvent event) {
        projection.start();
    }

    void stop(@Observes ShutdownEvent event) {
        projection.close();
    }

    /** False while it isn't known. */
    boolean isNone(IdentityId person) {
        return projection.caughtUp() && !stopped.contains(person.value());
    }

    @Override
    public void applied(IdentityState state) {
        if (state.kind() != IdentityState.Kind.PERSON) return;
        if (state.status() == IdentityState.Status.ACTIVE && !state.deleted())
            stopped.remove(state.identity().value());
        else stopped.add(state.identity().value());
    }

    @Override
    public void unreadable(String key, String reason) {
        stopped.add(key);
    }

    @Override
    public void removed(String key) {
        stopped.remove(key);
    }
}
