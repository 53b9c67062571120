package dev.mandate.lifecycle.catalog;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Has every reader forget the entries that were deleted a day ago, a batch in one transaction. No entry can fail alone: a tombstone
 * is made of its key. Replicas pass over what another one holds.
 */
@ApplicationScoped
class DeletedSweep {
    private static final int BATCH = 500;

    private final Catalog catalog;

    DeletedSweep(Catalog catalog) {
        this.catalog = catalog;
    }

    @Scheduled(every = "${mandate.lifecycle.forget-deleted-every:1m}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> run() {
        return Panache.withTransaction(() -> catalog.forgetDeleted(BATCH))
                .chain(count -> count < BATCH ? Uni.createFrom().voidItem() : run());
    }
}
