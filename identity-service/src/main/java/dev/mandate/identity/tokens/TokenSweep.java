package dev.mandate.identity.tokens;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Tells how many tokens each client was given. */
@ApplicationScoped
class TokenSweep {
    private static final int BATCH = 500;

    private final TokenRecord record;

    TokenSweep(TokenRecord record) {
        this.record = record;
    }

    /** Until nothing is left of minutes that are over. */
    @Scheduled(every = "${mandate.token-counts-told-every:10s}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> run() {
        return Panache.withTransaction(() -> record.tell(BATCH))
                .chain(taken -> taken < BATCH ? Uni.createFrom().voidItem() : run());
    }
}
