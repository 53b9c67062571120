package dev.mandate.identity.authorize;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Forgets authorizations a day after they ended, and codes that nobody came with ten minutes after they did. Nothing depends on it: they
 * don't count since then. Pushed requests go once nobody can go on with them.
 */
@ApplicationScoped
class AuthorizationSweep {
    private static final Duration KEPT = Duration.ofDays(1);
    private static final Duration UNUSED_KEPT = Duration.ofMinutes(10);

    /** Each with its refresh tokens, of which there are few. */
    private static final int BATCH = 200;

    private final AuthorizationStore store;
    private final PushedRequests pushed;
    private final InstantSource clock;

    AuthorizationSweep(AuthorizationStore store, PushedRequests pushed, InstantSource clock) {
        this.store = store;
        this.pushed = pushed;
        this.clock = clock;
    }

    @Scheduled(every = "${mandate.sign-in-sweep-every:10m}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> run() {
        var now = clock.instant();
        return Panache.withTransaction(() -> store.deleteEnded(now.minus(KEPT), now.minus(UNUSED_KEPT), BATCH))
                .chain(deleted -> deleted < BATCH ? Panache.withTransaction(pushed::forgetEnded) : run());
    }
}
