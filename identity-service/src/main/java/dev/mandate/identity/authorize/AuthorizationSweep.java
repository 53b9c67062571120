package dev.mandate.identity.authorize;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;

/** Forgets authorizations a day after they ended. Nothing depends on it: they don't count since then. */
@ApplicationScoped
class AuthorizationSweep {
    private static final Duration KEPT = Duration.ofDays(1);

    private final AuthorizationStore store;
    private final InstantSource clock;

    AuthorizationSweep(AuthorizationStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    @Scheduled(every = "${mandate.sign-in-sweep-every:10m}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> run() {
        return Panache.withTransaction(() -> store.deleteEnded(clock.instant().minus(KEPT)))
                .replaceWithVoid();
    }
}
