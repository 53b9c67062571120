package dev.mandate.identity.transmitters;

import dev.mandate.identity.keys.SealedColumn;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which transmitters are asked next, and what came of it: of two replicas one asks. */
@ApplicationScoped
class PollStore implements PanacheRepositoryBase<PollRow, String> {
    private static final String LEASE = """
            WITH due AS (
                SELECT p.issuer FROM transmitter_polls p JOIN transmitters t ON t.issuer = p.issuer
                WHERE t.stopped_reason IS NULL AND p.next_at <= :now AND p.leased_until <= :now
                ORDER BY p.next_at LIMIT :most FOR UPDATE OF p SKIP LOCKED),
            taken AS (
                UPDATE transmitter_polls p SET leased_until = :until FROM due WHERE p.issuer = due.issuer
                RETURNING p.issuer)
            SELECT issuer FROM taken""";

    private static final String FAILED = """
            UPDATE transmitter_polls SET attempts = attempts + 1, problem = :problem, leased_until = :now,
                next_at = CAST(:now AS timestamptz)
                    + make_interval(secs => least(:first * power(2, least(attempts, 20)), :longest))
            WHERE issuer = :issuer""";

    @Produces
    SealedColumn sealedAccess() {
        return SealedColumn.of("transmitter_polls", "issuer", "sealed", PollRow::ownerOf);
    }

    Uni<Optional<PollRow>> of(String issuer) {
        return findById(issuer).map(Optional::ofNullable);
    }

    Uni<Map<String, PollRow>> of(Collection<String> issuers) {
        if (issuers.isEmpty()) return Uni.createFrom().item(Map.of());
        return list("issuer IN ?1", issuers)
                .map(rows -> rows.stream().collect(Collectors.toMap(row -> row.issuer, Function.identity())));
    }

    /** In place of what was there; null for a transmitter that pushes. The caller has locked it. */
    Uni<Void> keep(String issuer, @Nullable WantedPoll wanted, Instant now) {
        if (wanted == null) return deleteById(issuer).replaceWithVoid();
        return findById(issuer).chain(found -> {
            var row = found == null ? new PollRow() : found;
            row.issuer = issuer;
            wanted.become(row, now);
            return found == null
                    ? persist(row).replaceWithVoid()
                    : Uni.createFrom().voidItem();
        });
    }

    /** Of those that are heard. */
    Uni<List<String>> lease(Instant now, Instant until, int most) {
        return Panache.getSession()
                .chain(session -> session.<String>createNativeQuery(LEASE)
                        .setParameter("now", now)
                        .setParameter("until", until)
                        .setParameter("most", (long) most)
                        .getResultList());
    }

    Uni<Void> answered(String issuer, Instant now, Instant next) {
        return update(
                        "attempts = 0, problem = NULL, askedAt = ?1, leasedUntil = ?1, nextAt = ?2 WHERE issuer = ?3",
                        now,
                        next,
                        issuer)
                .replaceWithVoid();
    }

    /** Each wait is twice the one before. */
    Uni<Void> failed(String issuer, String problem, Instant now, Duration first, Duration longest) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(FAILED)
                        .setParameter("problem", problem)
                        .setParameter("now", now)
                        .setParameter("first", (double) first.toSeconds())
                        .setParameter("longest", (double) longest.toSeconds())
                        .setParameter("issuer", issuer)
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** Of those that are heard, those that failed so often since they last answered. */
    Uni<List<PollRow>> failing(int attempts) {
        return list(
                "attempts >= ?1 AND issuer IN (SELECT t.issuer FROM TransmitterRow t WHERE t.stoppedReason IS NULL) ORDER BY issuer",
                attempts);
    }
}
