package dev.mandate.audit.knowledge;

import dev.mandate.events.risk.SessionRisk;
import dev.mandate.messaging.projection.StateListener;
import dev.mandate.messaging.projection.StateProjection;
import dev.mandate.messaging.projection.StateProjections;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sessions of {@code risk.sessions.v1}, as decisions know them: the same answer from every replica, whichever of them has the
 * session's task.
 */
@ApplicationScoped
public class KnownSessions implements StateListener<SessionRisk> {
    private final Map<String, SessionRisk> sessions = new ConcurrentHashMap<>();
    private final StateProjection<SessionRisk> stream;

    @Inject
    KnownSessions(StateProjections projections) {
        stream = projections.of(SessionRisk.FAMILY, this);
    }

    void start(@Observes StartupEvent event) {
        stream.start();
    }

    void stop(@Observes ShutdownEvent event) {
        stream.close();
    }

    @Override
    public void applied(SessionRisk state) {
        if (state.deleted()) removed(state.session().value());
        else sessions.put(state.session().value(), state);
    }

    @Override
    public void removed(String key) {
        sessions.remove(key);
    }

    Optional<SessionRisk> find(String session) {
        return Optional.ofNullable(sessions.get(session));
    }

    /** The instant before which everything that agents did is judged, by the word of whichever replica judges it. */
    public Instant completeUntil() {
        return stream.completeUntil();
    }
}
