package dev.mandate.identity.clients;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/** Rows are changed under the lock on their client. */
@ApplicationScoped
class TimedSecretStore implements PanacheRepositoryBase<TimedSecretRow, String> {
    /** In the order in which they were made. */
    Uni<List<TimedSecretRow>> counting(String client, Instant now) {
        return list("clientId = ?1 AND endsAt > ?2 ORDER BY madeAt, id", client, now);
    }

    Uni<Long> removeEnded(String client, Instant now) {
        return delete("clientId = ?1 AND endsAt <= ?2", client, now);
    }
}
