package dev.mandate.identity.credentials;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
class PasskeyStore implements PanacheRepositoryBase<PasskeyRow, String> {
    Uni<List<PasskeyRow>> of(String person) {
        return list("personId = ?1 ORDER BY id", person);
    }

    /** Locked, since its counter moves with each use. */
    Uni<Optional<PasskeyRow>> locked(byte[] credentialId) {
        return find("credentialId", credentialId)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult()
                .map(Optional::ofNullable);
    }
}
