package dev.mandate.identity.authorize;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A row is locked before its refresh tokens, and after its person. Who deletes waits for nobody. */
@ApplicationScoped
class AuthorizationStore implements PanacheRepositoryBase<AuthorizationRow, String> {
    private static final String DELETE_ENDED = """
            DELETE FROM authorizations WHERE id IN (
                SELECT id FROM authorizations
                WHERE ends_at < :ended OR code_used_at IS NULL AND code_ends_at < :unused
                LIMIT :most FOR UPDATE SKIP LOCKED)""";

    private static final String DELETE_OLDEST = """
            DELETE FROM authorizations WHERE id IN (
                SELECT id FROM authorizations WHERE id IN (
                    SELECT id FROM (
                        SELECT id, row_number() OVER (
                            PARTITION BY code_used_at IS NULL ORDER BY created_at DESC, id DESC) AS place
                        FROM authorizations WHERE sign_in_id = :signIn AND client_id = :client) AS placed
                    WHERE place > :kept)
                FOR UPDATE SKIP LOCKED)""";

    /** Of two who use the same code at once, one comes after the other. */
    Uni<Optional<AuthorizationRow>> lockedByCode(byte[] hash) {
        return find("codeHash", hash)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult()
                .map(Optional::ofNullable);
    }

    Uni<Optional<AuthorizationRow>> locked(String id) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE).map(Optional::ofNullable);
    }

    Uni<List<String>> clientsOf(String person, @Nullable String signIn) {
        return Panache.getSession().chain(session -> {
            var query = session.<String>createNativeQuery(
                            "SELECT DISTINCT client_id FROM authorizations WHERE person_id = ?1"
                                    + " AND code_used_at IS NOT NULL"
                                    + (signIn == null ? "" : " AND sign_in_id = ?2"))
                    .setParameter(1, person);
            if (signIn != null) query.setParameter(2, signIn);
            return query.getResultList();
        });
    }

    /** Whether a person let a client have something in this sign-in, which neither of them has taken back. */
    Uni<Boolean> stands(String signIn, String client, Instant now) {
        return count(
                        "signInId = ?1 AND clientId = ?2 AND codeUsedAt IS NOT NULL AND revokedAt IS NULL AND endsAt > ?3",
                        signIn,
                        client,
                        now)
                .map(count -> count > 0);
    }

    /**
     * With their refresh tokens.
     *
     * @param ended those that ended before
     * @param unused and those whose code ended before and was never used
     * @return how many, no more than {@code most}
     */
    Uni<Integer> deleteEnded(Instant ended, Instant unused, int most) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(DELETE_ENDED)
                        .setParameter("ended", ended)
                        .setParameter("unused", unused)
                        .setParameter("most", most)
                        .executeUpdate());
    }

    /**
     * All but so many of the newest that one sign-in gave to one client, and of those whose code nobody has used: any page can have the
     * browser ask for codes, which must not push out what an application lives on.
     */
    Uni<Void> deleteOldest(String signIn, String client, int kept) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(DELETE_OLDEST)
                        .setParameter("signIn", signIn)
                        .setParameter("client", client)
                        .setParameter("kept", kept)
                        .executeUpdate())
                .replaceWithVoid();
    }
}
