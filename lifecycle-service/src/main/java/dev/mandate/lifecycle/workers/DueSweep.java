package dev.mandate.lifecycle.workers;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Looks at the workers whose time has come: an event takes effect, a grant ends, a birthright of theirs has changed. */
@ApplicationScoped
class DueSweep {
    private static final int BATCH = 500;

    private final Workers workers;

    DueSweep(Workers workers) {
        this.workers = workers;
    }

    @Scheduled(every = "${mandate.lifecycle.sweep-every:1s}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> run() {
        return Panache.withTransaction(() -> workers.sweep(BATCH))
                .chain(count -> count < BATCH ? Uni.createFrom().voidItem() : run());
    }
}
