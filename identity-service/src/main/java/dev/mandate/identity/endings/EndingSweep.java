package dev.mandate.identity.endings;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Forgets what has ended so long ago that no token of it lasts. */
@ApplicationScoped
class EndingSweep {
    private static final int BATCH = 500;

    private final TokenEndings endings;

    EndingSweep(TokenEndings endings) {
        this.endings = endings;
    }

    @Scheduled(every = "${mandate.token-ending-sweep-every:1m}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> run() {
        return Panache.withTransaction(() -> endings.forget(BATCH))
                .chain(forgotten -> forgotten < BATCH ? Uni.createFrom().voidItem() : run());
    }
}
