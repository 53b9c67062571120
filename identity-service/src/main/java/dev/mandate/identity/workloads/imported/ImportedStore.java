package dev.mandate.identity.workloads.imported;

import dev.mandate.identity.locks.NamedLock;
import dev.mandate.identity.workloads.Origins;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

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
    public Uni<Map<String, Origin>> of(Collection<String> workloads) {
        if (workloads.isEmpty()) return Uni.createFrom().item(Map.of());
        return list("workloadId IN ?1", workloads)
                .map(rows -> rows.stream()
                        .collect(Collectors.toMap(
                                row -> row.workloadId, row -> new Origin(row.system, row.externalId, row.lastUsedAt))));
    }

    @Override
    public Uni<Void> forget(String workload) {
        return delete("workloadId", workload).replaceWithVoid();
    }
}
