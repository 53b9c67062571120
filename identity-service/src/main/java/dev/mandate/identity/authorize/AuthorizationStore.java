package dev.mandate.identity.authorize;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Optional;

/** A row is locked before its refresh tokens, and after its person. */
@ApplicationScoped
class AuthorizationStore implements PanacheRepositoryBase<AuthorizationRow, String> {
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

    /** With their refresh tokens. */
    Uni<Long> deleteEnded(Instant before) {
        return delete("endsAt < ?1", before);
    }
}
