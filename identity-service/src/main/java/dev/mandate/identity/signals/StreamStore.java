package dev.mandate.identity.signals;

import dev.mandate.identity.keys.SealedColumn;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class StreamStore implements PanacheRepositoryBase<StreamRow, String> {
    /** Of two replicas one takes a stream, and who is late leaves it to the other. */
    private static final String LEASE = """
            WITH due AS (
                SELECT id FROM signal_streams s
                WHERE method = 'PUSH' AND next_attempt_at <= :now AND leased_until <= :now
                  AND EXISTS (SELECT 1 FROM signal_pending p
                              WHERE p.stream_id = s.id AND (s.status = 'ENABLED' OR p.control)
                                AND (p.put_off_until IS NULL OR p.put_off_until <= :now))
                ORDER BY next_attempt_at LIMIT :most FOR UPDATE SKIP LOCKED),
            taken AS (
                UPDATE signal_streams s SET leased_until = :until FROM due WHERE s.id = due.id RETURNING s.id)
            SELECT id FROM taken""";

    private static final String FULL = """
            SELECT stream_id FROM signal_pending WHERE NOT control GROUP BY stream_id HAVING count(*) > :most""";

    @Produces
    SealedColumn sealed() {
        return SealedColumn.of("signal_streams", "id", "authorization_sealed");
    }

    Uni<Optional<StreamRow>> of(String client) {
        return find("clientId = ?1 AND kind = ?2", client, StreamRow.Kind.STREAM)
                .firstResult()
                .map(Optional::ofNullable);
    }

    /** A client's own, of this id where one is named. */
    Uni<Optional<StreamRow>> locked(String client, @Nullable String id) {
        return find("clientId = ?1 AND kind = ?2", client, StreamRow.Kind.STREAM)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult()
                .map(row -> Optional.ofNullable(row).filter(it -> id == null || id.equals(it.id)));
    }

    Uni<Optional<StreamRow>> locked(String id) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE).map(Optional::ofNullable);
    }

    /** Ids of those that have something to push, and that nobody else pushes until then. */
    Uni<List<String>> lease(Instant now, Instant until, int most) {
        return Panache.getSession()
                .chain(session -> session.<String>createNativeQuery(LEASE)
                        .setParameter("now", now)
                        .setParameter("until", until)
                        .setParameter("most", (long) most)
                        .getResultList());
    }

    /** Ids of those for which more waits. */
    Uni<List<String>> fuller(int most) {
        return Panache.getSession()
                .chain(session -> session.<String>createNativeQuery(FULL)
                        .setParameter("most", (long) most)
                        .getResultList());
    }
}
