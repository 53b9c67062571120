package dev.mandate.identity.crossapp;

import dev.mandate.messaging.paging.PageRequest;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;

/** Rows are changed under the lock on their client. */
@ApplicationScoped
class CrossAppPermissionStore implements PanacheRepositoryBase<CrossAppPermissionRow, String> {
    Uni<List<CrossAppPermissionRow>> of(String client) {
        return list("clientId = ?1 ORDER BY audience, resource", client);
    }

    /** In the order in which they were permitted. */
    Uni<List<CrossAppPermissionRow>> page(PageRequest page) {
        return find("id > ?1 ORDER BY id", Objects.requireNonNullElse(page.afterId(), ""))
                .range(0, page.rows() - 1)
                .list();
    }
}
