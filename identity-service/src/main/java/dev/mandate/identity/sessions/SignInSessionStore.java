package dev.mandate.identity.sessions;

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

    Uni<Long> deleteEnded(Instant now, Instant idleSince) {
        return delete("endsAt < ?1 OR lastUsedAt < ?2", now, idleSince);
    }
}
