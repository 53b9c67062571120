package dev.mandate.identity.credentials;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Hashes passwords on threads of its own, two at a time and with a bounded queue: each takes memory and time as {@link PasswordConfig}
 * says, and nobody can make this service run out of either.
 */
@ApplicationScoped
public class PasswordHashing {
    private static final int AT_A_TIME = 2;
    private static final int MOST_WAITING = 50;

    private static final Logger LOG = Logger.getLogger(PasswordHashing.class);

    private final WorkerExecutor threads;
    private final PasswordConfig cost;
    private final AtomicInteger waiting = new AtomicInteger();

    PasswordHashing(Vertx vertx, PasswordConfig cost) {
        this.threads = vertx.createSharedWorkerExecutor("passwords", AT_A_TIME);
        this.cost = cost;
        if (cost.isLessThanRecommended())
            LOG.warn("Passwords are hashed at less cost than OWASP recommends; raise mandate.password-memory-kib or"
                    + " mandate.password-passes");
    }

    @PreDestroy
    void stop() {
        threads.close();
    }

    /** Whether one more can be hashed soon; else whoever asks is asked to come back. */
    public boolean hasRoom() {
        return waiting.get() < MOST_WAITING;
    }

    /** As a PHC string. */
    Uni<String> hash(String password) {
        return run(() -> Argon2Hash.of(PasswordRules.normalised(password), cost).text());
    }

    /**
     * Takes as long for a wrong password, and for nobody's, as for the right one.
     *
     * @param hash null for whoever has no password, which matches nothing
     */
    public Uni<Boolean> matches(String password, @Nullable String hash) {
        return run(() -> {
            var kept = hash == null ? Argon2Hash.nobodys(cost) : Argon2Hash.parse(hash);
            return kept.matches(PasswordRules.normalised(password)) && hash != null;
        });
    }

    /**
     * The same password at the present cost, where its hash has another, by which it would be told from those that are nobody's.
     *
     * @param hash that it matches
     */
    Uni<Optional<String>> renewed(String password, String hash) {
        if (Argon2Hash.parse(hash).isOf(cost) || !hasRoom())
            return Uni.createFrom().item(Optional.empty());
        return hash(password).map(Optional::of);
    }

    /** Goes on where it was asked, so that a database session may follow. */
    private <T> Uni<T> run(Callable<T> work) {
        return Uni.createFrom()
                .completionStage(() -> {
                    waiting.incrementAndGet();
                    return threads.executeBlocking(work, false).toCompletionStage();
                })
                .onTermination()
                .invoke(waiting::decrementAndGet);
    }
}
