package dev.mandate.identity.workloads.imported;

import dev.mandate.identity.locks.NamedLock;
import dev.mandate.identity.workloads.Origins;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

@ApplicationScoped
class ImportedStore implements PanacheRepositoryBase<ImportedRow, String>, Origins {
    /** Nobody else takes this account over until the transaction ends. Only after the locks on people. */
    Uni<Optional<ImportedRow>> held(String system, String externalId) {
        return NamedLock.take("account " + externalId + " of " + system, 2)
                .chain(() -> find("system = ?1 AND externalId = ?2", system, externalId)
                        .<ImportedRow>firstResult())
                .map(Optional::ofNullable);
    }

    @Override
    public Uni<Void> forget(String workload) {
        return delete("workloadId", workload).replaceWithVoid();
    }
}
