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
    private static final int MOST_ATTESTERS = 64;

    /** Nobody else changes it, or registers it where it isn't known yet, until the transaction ends. */
    Uni<Optional<PlatformIssuerRow>> locked(String issuer) {
        return NamedLock.take("workload issuer " + issuer, 3)
                .chain(() -> findById(issuer, LockModeType.PESSIMISTIC_WRITE))
                .map(Optional::ofNullable);
    }

    /** Those that may attest clients and have registered a key of this id, or one that has it in its own; so few that each is asked whether it signed something. */
    Uni<List<PlatformIssuerRow>> attestersByKey(String id) {
        return find("surfaces IS NOT NULL AND stoppedReason IS NULL AND locate(?1, jwks) > 0 ORDER BY issuer", id)
                .range(0, MOST_ATTESTERS - 1)
                .list();
    }

    Uni<List<PlatformIssuerRow>> page(PageRequest page) {
        return find("issuer > ?1 ORDER BY issuer", page.afterId() == null ? "" : page.afterId())
                .range(0, page.rows() - 1)
                .list();
    }
}
