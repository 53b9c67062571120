package dev.mandate.identity.authentication;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Counts attempts by key. Whoever counts several takes their keys in one order, so that nobody waits for each other. */
@ApplicationScoped
class AttemptStore {
    /** So that the one that is counted anew waits for the next one as long as its number asks. */
    private static final String COUNT = """
            WITH gone AS (DELETE FROM sign_in_attempts WHERE ctid = ANY (ARRAY(
                SELECT ctid FROM sign_in_attempts WHERE last_at < :forgotten AND key <> :key LIMIT 10 FOR UPDATE SKIP LOCKED)))
            INSERT INTO sign_in_attempts AS a (key, failures, last_at, next_at) VALUES (:key, 1, :now, :now)
            ON CONFLICT (key) DO UPDATE SET
                failures = CASE WHEN a.last_at < :forgotten THEN 1 ELSE a.failures + 1 END,
                last_at = :now,
                next_at = CASE WHEN a.last_at < :forgotten OR a.failures + 1 < :free THEN :now
                    ELSE CAST(:now AS timestamptz) + LEAST(CAST(:longest AS double precision),
                        power(2, LEAST(a.failures + 1 - :free, 20))) * interval '1 second' END
            WHERE a.next_at <= :now
            """;

    /** False if it is too early for another one, and nothing was counted. */
    Uni<Boolean> count(String key, int free, Duration longest, Instant now, Instant forgotten) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(COUNT)
                        .setParameter("key", key)
                        .setParameter("now", now)
                        .setParameter("forgotten", forgotten)
                        .setParameter("free", free)
                        .setParameter("longest", (double) longest.toSeconds())
                        .executeUpdate())
                .map(counted -> counted == 1);
    }

    /** Empty where none is waited for. */
    Uni<Optional<Instant>> nextAt(String key) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "SELECT next_at FROM sign_in_attempts WHERE key = :key", Instant.class)
                        .setParameter("key", key)
                        .getSingleResultOrNull())
                .map(Optional::ofNullable);
    }

    Uni<Void> forget(String key) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("DELETE FROM sign_in_attempts WHERE key = :key")
                        .setParameter("key", key)
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** One that was good is taken back. */
    Uni<Void> takeBack(String key) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "UPDATE sign_in_attempts SET failures = GREATEST(failures - 1, 0), next_at = LEAST(next_at, last_at)"
                                        + " WHERE key = :key")
                        .setParameter("key", key)
                        .executeUpdate())
                .replaceWithVoid();
    }
}
