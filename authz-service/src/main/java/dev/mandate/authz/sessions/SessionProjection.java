package dev.mandate.authz.sessions;

import dev.mandate.authz.entities.StateTable;
import dev.mandate.authz.entities.TableListener;
import dev.mandate.events.risk.SessionRisk;
import dev.mandate.messaging.projection.StateProjection;
import dev.mandate.messaging.projection.StateProjections;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Keeps what sessions have touched, by {@code risk.sessions.v1}. */
@ApplicationScoped
public class SessionProjection {
    private final StateTable<SessionRisk> sessions = new StateTable<>();
    private final StateProjection<SessionRisk> stream;

    SessionProjection(StateProjections projections) {
        stream = projections.of(SessionRisk.FAMILY, new TableListener<>(sessions, SessionRisk.FAMILY.key()));
    }

    public StateTable<SessionRisk> sessions() {
        return sessions;
    }

    public StateProjection<SessionRisk> stream() {
        return stream;
    }

    void start(@Observes StartupEvent event) {
        stream.start();
    }

    void stop(@Observes ShutdownEvent event) {
        stream.close();
    }
}
