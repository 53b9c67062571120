package dev.mandate.identity.authentication;

import dev.mandate.events.digests.Sha256;
import dev.mandate.identity.browser.NetworkOf;
import dev.mandate.messaging.result.Result;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Wrong attempts make the next one wait, twice as long each time, for the account as it was named and for the address. An attempt is
 * counted before it is looked at, so that many at once gain nothing; one that is good is taken back. What was named is never kept, and
 * counts alike whether or not anybody is called so. Every method needs a transaction.
 */
@ApplicationScoped
public class Attempts {
    private final AttemptStore store;
    private final AttemptConfig config;
    private final InstantSource clock;

    Attempts(AttemptStore store, AttemptConfig config, InstantSource clock) {
        this.store = store;
        this.config = config;
        this.clock = clock;
    }

    /** What was counted. */
    public record Attempt(@Nullable String account, String address) {}

    /**
     * @param name as it was typed; null where none was
     * @return how long to wait, where it is too early; nothing is counted then
     */
    public Uni<Result<Attempt, Duration>> begin(@Nullable String name, String address) {
        var attempt = new Attempt(
                name == null ? null : "account:" + digest(name.strip().toLowerCase(Locale.ROOT)),
                "address:" + digest(NetworkOf.address(address)));
        var now = clock.instant();
        return counted(attempt.account(), config.freeAttemptsOfAccount(), now)
                .chain(first -> first.chain(ignored -> counted(attempt.address(), config.freeAttemptsOfAddress(), now)))
                .call(result -> result.fold(ignored -> Uni.createFrom().voidItem(), wait -> undo()))
                .map(result -> result.map(ignored -> attempt));
    }

    /**
     * Somebody who is signed in types a short code that he was told elsewhere: for himself as few wrong ones as of passwords, and for all
     * together so many that he can't keep others from it.
     *
     * @param kind of code
     * @return how long to wait, where it is too early; nothing is counted then
     */
    public Uni<Result<Attempt, Duration>> guess(String kind, String person) {
        var attempt = new Attempt(kind + ":" + digest(person), kind + ":everybody");
        var now = clock.instant();
        return counted(attempt.account(), config.freeAttemptsOfAccount(), now)
                .chain(first -> first.chain(ignored -> counted(attempt.address(), config.freeGuessesOfAll(), now)))
                .call(result -> result.fold(ignored -> Uni.createFrom().voidItem(), wait -> undo()))
                .map(result -> result.map(ignored -> attempt));
    }

    /** It was good. Another's attempts from the same address stay counted. */
    public Uni<Void> good(Attempt attempt) {
        var account = attempt.account();
        return (account == null ? Uni.createFrom().voidItem() : store.forget(account))
                .chain(() -> store.takeBack(attempt.address()));
    }

    /** It was right. His wrong ones stay counted: whoever may make codes of his own knows right ones at will. */
    public Uni<Void> right(Attempt attempt) {
        var account = attempt.account();
        return (account == null ? Uni.createFrom().voidItem() : store.takeBack(account))
                .chain(() -> store.takeBack(attempt.address()));
    }

    private Uni<Result<Boolean, Duration>> counted(@Nullable String key, int free, Instant now) {
        if (key == null) return Result.nowDone(true);
        return store.count(key, free, config.longestAttemptDelay(), now, now.minus(config.attemptMemory()))
                .chain(counted -> {
                    if (counted) return Result.nowDone(true);
                    return store.nextAt(key)
                            .map(next -> Result.refused(next.filter(it -> it.isAfter(now))
                                    .map(it -> Duration.between(now, it))
                                    .orElse(Duration.ofSeconds(1))));
                });
    }

    private static Uni<Void> undo() {
        return Panache.currentTransaction()
                .invoke(Mutiny.Transaction::markForRollback)
                .replaceWithVoid();
    }

    private static String digest(String text) {
        return Sha256.of(text).hex();
    }
}
