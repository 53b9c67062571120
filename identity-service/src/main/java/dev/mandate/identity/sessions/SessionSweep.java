package dev.mandate.identity.sessions;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;

/** Forgets sign-ins that ended by the clock. Nothing depends on it: they don't count since then. */
@ApplicationScoped
class SessionSweep {
    private final SignInSessionStore store;
    private final SessionConfig config;
    private final InstantSource clock;

    SessionSweep(SignInSessionStore store, SessionConfig config, InstantSource clock) {
        this.store = store;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(every = "${mandate.sign-in-sweep-every:10m}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> run() {
        var now = clock.instant();
        return Panache.withTransaction(() -> store.deleteEnded(now, now.minus(config.signInIdle())))
                .replaceWithVoid();
    }
}
