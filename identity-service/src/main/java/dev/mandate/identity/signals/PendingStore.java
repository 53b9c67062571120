package dev.mandate.identity.signals;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.mandate.events.cloudevents.EventJson;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What waits, oldest first. */
@ApplicationScoped
class PendingStore implements PanacheRepositoryBase<PendingRow, String> {
    /**
     * For each stream that asked for it, and whose receiver wants to hear of whom it is about. One that is being deleted is waited for, or else
     * what was put on record would fail with it.
     */
    private static final String ADD = """
            INSERT INTO signal_pending (stream_id, event_key, control, content, created_at)
            SELECT s.id, e.key, false, e.content, CAST(:now AS timestamptz)
            FROM ROWS FROM (json_to_recordset(CAST(CAST(:signals AS text) AS json))
                AS (type text, key text, subject text, content text, scope text)) WITH ORDINALITY
                AS e (type, key, subject, content, scope, n)
            JOIN signal_streams s ON s.kind = 'STREAM' AND s.status <> 'DISABLED'
                AND e.type = ANY (string_to_array(s.events, ' '))
            WHERE coalesce(
                (SELECT wanted FROM signal_subjects w WHERE w.stream_id = s.id AND w.subject = e.subject), :all)
                AND (e.scope IS NULL OR EXISTS (SELECT FROM authorizations a
                    JOIN sign_in_sessions i ON i.id = a.sign_in_id AND i.ends_at > CAST(:now AS timestamptz)
                    JOIN clients c ON c.id = a.client_id AND a.created_at >= coalesce(c.tokens_void_before, '-infinity')
                    WHERE a.person_id = e.subject AND a.client_id = s.client_id AND a.revoked_at IS NULL
                        AND e.scope = ANY (string_to_array(a.scopes, ' '))))
            ORDER BY e.n
            FOR KEY SHARE OF s
            ON CONFLICT (stream_id, event_key) DO NOTHING""";

    private static final String ADD_CONTROL = """
            INSERT INTO signal_pending (stream_id, event_key, control, content, created_at)
            VALUES (:stream, :key, :control, :content, :now)""";

    /** An application needs not have asked for a stream. */
    private static final String OPEN_LOGOUT = """
            INSERT INTO signal_streams (id, client_id, kind, method, events, status,
                created_at, next_attempt_at, leased_until)
            SELECT 'logout:' || c, c, 'LOGOUT', 'PUSH', '', 'ENABLED',
                CAST(:now AS timestamptz), CAST(:now AS timestamptz), CAST(:now AS timestamptz)
            FROM unnest(string_to_array(:clients, ' ')) AS c
            ORDER BY c
            ON CONFLICT DO NOTHING""";

    private static final String ADD_LOGOUT = """
            INSERT INTO signal_pending (stream_id, event_key, control, content, created_at)
            SELECT 'logout:' || c, CAST(:key AS text), false, CAST(:content AS text), CAST(:now AS timestamptz)
            FROM unnest(string_to_array(:clients, ' ')) AS c
            ON CONFLICT (stream_id, event_key) DO NOTHING""";

    private static final String DELETE_OLDEST = """
            DELETE FROM signal_pending WHERE stream_id = :stream AND NOT control AND seq <= (
                SELECT seq FROM signal_pending WHERE stream_id = :stream AND NOT control
                ORDER BY seq DESC OFFSET :kept LIMIT 1)""";

    private final PushWatch watch;

    PendingStore(PushWatch watch) {
        this.watch = watch;
    }

    /** What waits already may be pushed now. */
    void soon() {
        watch.wake();
    }

    Uni<Void> add(List<Signal> signals, boolean all, Instant now) {
        watch.wake();
        var rows = signals.stream().map(PendingStore::row).toList();
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(ADD)
                        .setParameter("signals", json(rows))
                        .setParameter("all", all)
                        .setParameter("now", now)
                        .executeUpdate())
                .replaceWithVoid();
    }

    private static Map<String, String> row(Signal it) {
        var row = new HashMap<String, String>();
        row.put("type", it.type());
        row.put("key", it.key());
        row.put("subject", it.subject());
        row.put("content", json(it.content()));
        if (it.scope() != null) row.put("scope", it.scope());
        return row;
    }

    /** @param control it is told even while the stream is paused */
    Uni<Void> addOfStream(String stream, String key, boolean control, Map<String, Object> content, Instant now) {
        watch.wake();
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(ADD_CONTROL)
                        .setParameter("stream", stream)
                        .setParameter("key", key)
                        .setParameter("control", control)
                        .setParameter("content", json(content))
                        .setParameter("now", now)
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** For each of these clients, whose ids have no spaces. */
    Uni<Void> addLogout(List<String> clients, String key, Map<String, Object> content, Instant now) {
        watch.wake();
        var named = String.join(" ", clients);
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(OPEN_LOGOUT)
                        .setParameter("clients", named)
                        .setParameter("now", now)
                        .executeUpdate()
                        .chain(() -> session.createNativeQuery(ADD_LOGOUT)
                                .setParameter("clients", named)
                                .setParameter("key", key)
                                .setParameter("content", json(content))
                                .setParameter("now", now)
                                .executeUpdate()))
                .replaceWithVoid();
    }

    /** @param paused only what is about the stream itself */
    Uni<List<PendingRow>> oldest(String stream, boolean paused, int most) {
        return find("streamId = ?1 AND (control OR ?2 = false) ORDER BY seq", stream, paused)
                .range(0, most - 1)
                .list();
    }

    /** The one to be pushed next. */
    Uni<Optional<PendingRow>> oldestDue(String stream, boolean paused, Instant now) {
        return find(
                        "streamId = ?1 AND (control OR ?2 = false) AND (putOffUntil IS NULL OR putOffUntil <= ?3)"
                                + " ORDER BY seq",
                        stream,
                        paused,
                        now)
                .firstResult()
                .map(Optional::ofNullable);
    }

    Uni<Void> putOff(String id, Instant until) {
        return update("putOffUntil = ?1 WHERE id = ?2", until, id).replaceWithVoid();
    }

    /** Of this stream alone, whatever else is named. */
    Uni<Long> done(String stream, Collection<String> ids) {
        return ids.isEmpty() ? Uni.createFrom().item(0L) : delete("streamId = ?1 AND id IN ?2", stream, ids);
    }

    Uni<Long> forget(String stream) {
        return delete("streamId", stream);
    }

    Uni<Integer> deleteOldest(String stream, int kept) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(DELETE_OLDEST)
                        .setParameter("stream", stream)
                        .setParameter("kept", (long) kept)
                        .executeUpdate());
    }

    private static String json(Object value) {
        try {
            return EventJson.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON", e);
        }
    }
}
