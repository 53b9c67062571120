package dev.mandate.identity.clients;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Rows are changed under the lock on their client. */
@ApplicationScoped
class TimedSecretStore implements PanacheRepositoryBase<TimedSecretRow, String> {
    /** In the order in which they were made. */
    Uni<List<TimedSecretRow>> counting(String client, TimedSecretUse use, Instant now) {
        return list("clientId = ?1 AND use = ?2 AND endsAt > ?3 ORDER BY madeAt, id", client, use, now);
    }

    /** By an index. */
    Uni<Optional<TimedSecretRow>> ofHash(byte[] hash, TimedSecretUse use, Instant now) {
        return find("secretHash = ?1 AND use = ?2 AND endsAt > ?3", hash, use, now)
                .firstResult()
                .map(Optional::ofNullable);
    }

    /** Of those that count and end before that, some of which that isn't told yet, locked. */
    Uni<List<TimedSecretRow>> endingUntold(TimedSecretUse use, Instant now, Instant before, int atMost) {
        return find("use = ?1 AND endsAt > ?2 AND endsAt <= ?3 AND endToldAt IS NULL ORDER BY id", use, now, before)
                .page(0, atMost)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    Uni<Long> removeEnded(String client, Instant now) {
        return delete("clientId = ?1 AND endsAt <= ?2", client, now);
    }
}
