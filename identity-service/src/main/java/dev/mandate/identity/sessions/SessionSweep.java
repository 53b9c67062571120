package dev.mandate.identity.sessions;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Forgets sign-ins that ended by the clock, and ends those that a stopped provider vouched for. Nothing depends on it: they don't count since
 * then.
 */
@ApplicationScoped
class SessionSweep {
    /** For as long as a signal may be late (RFC 8417's are of the last seven days here). */
    private static final Duration REMEMBERED = Duration.ofDays(7);

    private final SignInSessionStore store;
    private final EndedSignInStore endedOnes;
    private final SignInSessions sessions;
    private final Vouchers vouchers;
    private final SessionConfig config;
    private final InstantSource clock;

    SessionSweep(
            SignInSessionStore store,
            EndedSignInStore endedOnes,
            SignInSessions sessions,
            Vouchers vouchers,
            SessionConfig config,
            InstantSource clock) {
        this.store = store;
        this.endedOnes = endedOnes;
        this.sessions = sessions;
        this.vouchers = vouchers;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(every = "${mandate.sign-in-sweep-every:10m}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> run() {
        var now = clock.instant();
        return Panache.withTransaction(() -> store.forgetEnded(now, now.minus(config.signInIdle()))
                        .chain(() -> endedOnes.deleteOlder(now.minus(REMEMBERED))))
                .chain(() -> Panache.withSession(vouchers::stopped))
                .chain(stopped -> {
                    Uni<Void> ended = Uni.createFrom().voidItem();
                    for (var issuer : stopped) ended = ended.chain(() -> endVouchedBy(issuer));
                    return ended;
                });
    }

    private Uni<Void> endVouchedBy(String issuer) {
        return Panache.withTransaction(() -> sessions.endVouchedBy(issuer, null))
                .chain(ended ->
                        ended < SignInSessions.MOST_AT_ONCE ? Uni.createFrom().voidItem() : endVouchedBy(issuer));
    }
}
