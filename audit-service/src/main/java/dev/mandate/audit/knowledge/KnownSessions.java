package dev.mandate.audit.knowledge;

import dev.mandate.events.risk.SessionRecord;
import dev.mandate.events.risk.SessionRisk;
import dev.mandate.events.risk.SessionSegment;
import dev.mandate.events.risk.WholeSessions;
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
public class KnownSessions implements StateListener<SessionRecord> {
    private final Map<String, SessionRisk> sessions = new ConcurrentHashMap<>();
    private final WholeSessions whole = new WholeSessions();
    private final StateProjection<SessionRecord> stream;

    @Inject
    KnownSessions(StateProjections projections) {
        stream = projections.of(SessionRecord.FAMILY, this);
    }

    void start(@Observes StartupEvent event) {
        stream.start();
    }

    void stop(@Observes ShutdownEvent event) {
        stream.close();
    }

    @Override
    public void applied(SessionRecord record) {
        whole.with(record).ifPresent(session -> {
            if (session.deleted()) removed(session.key());
            else sessions.put(session.key(), session);
        });
    }

    /** The last that was known of a session is told on; a part of it that is missing is doubted. */
    @Override
    public void unreadable(String key, String reason) {
        if (SessionSegment.isKey(key)) whole.without(key);
    }

    @Override
    public void removed(String key) {
        whole.without(key);
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
