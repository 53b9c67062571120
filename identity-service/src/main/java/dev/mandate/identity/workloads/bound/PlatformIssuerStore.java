package dev.mandate.identity.workloads.bound;

import dev.mandate.identity.locks.NamedLock;
import dev.mandate.messaging.paging.PageRequest;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;

/** An issuer's row is locked before bindings, and these before clients. */
@ApplicationScoped
class PlatformIssuerStore implements PanacheRepositoryBase<PlatformIssuerRow, String> {
    /** Nobody else changes it, or registers it where it isn't known yet, until the transaction ends. */
    Uni<Optional<PlatformIssuerRow>> locked(String issuer) {
        return NamedLock.take("workload issuer " + issuer, 3)
                .chain(() -> findById(issuer, LockModeType.PESSIMISTIC_WRITE))
                .map(Optional::ofNullable);
    }

    Uni<List<PlatformIssuerRow>> page(PageRequest page) {
        return find("issuer > ?1 ORDER BY issuer", page.afterId() == null ? "" : page.afterId())
                .range(0, page.rows() - 1)
                .list();
    }
}
