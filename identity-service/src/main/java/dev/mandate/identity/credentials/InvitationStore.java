package dev.mandate.identity.credentials;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Optional;

@ApplicationScoped
class InvitationStore implements PanacheRepositoryBase<InvitationRow, String> {
    Uni<Optional<InvitationRow>> by(byte[] tokenHash) {
        return find("tokenHash", tokenHash).firstResult().map(Optional::ofNullable);
    }

    /** Of two who use the same link at once, the second waits and finds it gone. */
    Uni<Optional<InvitationRow>> locked(byte[] tokenHash) {
        return find("tokenHash", tokenHash)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult()
                .map(Optional::ofNullable);
    }
}
