package dev.mandate.identity.sessions;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Rows are locked after the lock on their person. */
@ApplicationScoped
class SignInSessionStore implements PanacheRepositoryBase<SignInSessionRow, String> {
    private static final String FORGET_ENDED = """
            WITH gone AS (
                DELETE FROM sign_in_sessions WHERE ends_at < :now OR last_used_at < :idleSince
                RETURNING id, person_id, issuer, issuer_session)
            INSERT INTO ended_sign_ins (id, person_id, issuer, issuer_session, ended_at)
            SELECT id, person_id, issuer, issuer_session, :now FROM gone""";

    Uni<Optional<SignInSessionRow>> byCookie(byte[] hash) {
        return find("tokenHash", hash).firstResult().map(Optional::ofNullable);
    }

    Uni<Optional<SignInSessionRow>> locked(String id) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE).map(Optional::ofNullable);
    }

    /** In the order in which they began. */
    Uni<List<SignInSessionRow>> of(String person) {
        return list("personId = ?1 ORDER BY id", person);
    }

    /** Some of those that a provider vouched for, and nobody is at. */
    Uni<List<SignInSessionRow>> vouchedBy(String issuer, int most) {
        return Panache.getSession()
                .chain(session -> session.<String>createNativeQuery(
                                "SELECT id FROM sign_in_sessions WHERE issuer = :issuer ORDER BY id"
                                        + " LIMIT :most FOR UPDATE SKIP LOCKED")
                        .setParameter("issuer", issuer)
                        .setParameter("most", most)
                        .getResultList())
                .chain(ids -> ids.isEmpty() ? Uni.createFrom().item(List.of()) : list("id IN ?1 ORDER BY id", ids));
    }

    /** What this provider has said of where people are counts no more. */
    Uni<Void> forgetSurfaces(String issuer) {
        return update("surfaces = NULL WHERE issuer = ?1 AND surfaces IS NOT NULL", issuer)
                .replaceWithVoid();
    }

    /** Those of one sign-in there. */
    Uni<List<SignInSessionRow>> ofIssuerSession(String issuer, String session, int most) {
        return locked("issuer = ?1 AND issuerSession = ?2 ORDER BY id", issuer, session, most);
    }

    /** All of this person by it. */
    Uni<List<SignInSessionRow>> vouchedBy(String issuer, String person, int most) {
        return locked("issuer = ?1 AND personId = ?2 ORDER BY id", issuer, person, most);
    }

    private Uni<List<SignInSessionRow>> locked(String query, String one, String other, int most) {
        return find(query, one, other)
                .page(0, most)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    /** Those that ended by the clock; by which names they were known is kept. */
    Uni<Void> forgetEnded(Instant now, Instant idleSince) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(FORGET_ENDED)
                        .setParameter("now", now)
                        .setParameter("idleSince", idleSince)
                        .executeUpdate())
                .replaceWithVoid();
    }
}
