package dev.mandate.identity.transmitters;

import dev.mandate.identity.locks.NamedLock;
import dev.mandate.messaging.paging.PageRequest;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
class TransmitterStore implements PanacheRepositoryBase<TransmitterRow, String> {
    /** Nobody else changes it, or registers it where it isn't known yet, until the transaction ends. */
    Uni<Optional<TransmitterRow>> locked(String issuer) {
        return NamedLock.take("transmitter " + issuer, 2)
                .chain(() -> findById(issuer, LockModeType.PESSIMISTIC_WRITE))
                .map(Optional::ofNullable);
    }

    Uni<List<TransmitterRow>> page(PageRequest page) {
        return find("issuer > ?1 ORDER BY issuer", page.afterId() == null ? "" : page.afterId())
                .range(0, page.rows() - 1)
                .list();
    }

    /** One that is heard at this moment; nothing is locked for who only says that he is it. */
    Uni<Optional<TransmitterRow>> found(String issuer) {
        return findById(issuer).map(row -> Optional.ofNullable(row).filter(it -> it.stoppedReason == null));
    }

    /** One that is heard; it stays so until the transaction ends. */
    Uni<Optional<TransmitterRow>> heard(String issuer) {
        return findById(issuer, LockModeType.PESSIMISTIC_READ)
                .map(row -> Optional.ofNullable(row).filter(it -> it.stoppedReason == null));
    }
}
