package dev.mandate.identity.workloads.bound;

import dev.mandate.identity.clients.OtherProofs;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Bindings of a workload are changed under the lock on it. */
@ApplicationScoped
class BindingStore implements PanacheRepositoryBase<BindingRow, String>, OtherProofs {
    /** In the order in which they were made. */
    Uni<List<BindingRow>> of(String workload) {
        return list("workloadId = ?1 ORDER BY id", workload);
    }

    Uni<List<BindingRow>> of(String workload, String issuer) {
        return list("workloadId = ?1 AND issuer = ?2 ORDER BY id", workload, issuer);
    }

    @Override
    public Uni<Void> remove(String workload) {
        return delete("workloadId", workload).replaceWithVoid();
    }

    /** Ids of the workloads that are bound to this issuer, each once. */
    Uni<List<String>> workloadsOf(String issuer) {
        return Panache.getSession()
                .chain(session -> session.createQuery(
                                "SELECT DISTINCT b.workloadId FROM BindingRow b WHERE b.issuer = :issuer ORDER BY b.workloadId",
                                String.class)
                        .setParameter("issuer", issuer)
                        .getResultList());
    }
}
