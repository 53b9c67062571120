package dev.mandate.identity.crossapp;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Rows are changed under the lock on their client. */
@ApplicationScoped
class CrossAppPermissionStore implements PanacheRepositoryBase<CrossAppPermissionRow, String> {
    Uni<List<CrossAppPermissionRow>> of(String client) {
        return list("clientId = ?1 ORDER BY audience, resource", client);
    }
}
