package dev.mandate.gateway.access;

import dev.mandate.authz.engine.decisions.Demand;
import dev.mandate.authz.engine.recording.DemandedState;
import dev.mandate.events.topics.TopicCatalogue;
import dev.mandate.messaging.security.Caller;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that are so new that their first token may be here before their record. A client asks for its tools once, as soon as it has a token: told
 * that there are none, it goes on without any. So what such a token speaks of is waited for, as long as a decision waits for what its caller
 * demands, and whoever asks takes room meanwhile.
 */
@Singleton
public class NewTasks {
    /** Of a token; whatever it speaks of has been read long before, or never will be. */
    private static final Duration YOUNG = Duration.ofSeconds(30);

    /** Each record has it, or a later one. */
    private static final long FIRST = 1;

    private static final CompletableFuture<@Nullable Void> KNOWN = CompletableFuture.completedFuture(null);

    private final DemandedState demanded;
    private final InstantSource clock;

    NewTasks(DemandedState demanded, InstantSource clock) {
        this.demanded = demanded;
        this.clock = clock;
    }

    /**
     * Done once the caller's task and who acts in it are known here, or they aren't waited for any longer: at once, where there is nothing to wait
     * for.
     *
     * @param here where to go on after something was waited for
     */
    public CompletableFuture<@Nullable Void> known(Caller caller, Executor here) {
        var task = caller.delegationId();
        if (task == null || caller.issuedAt().plus(YOUNG).isBefore(clock.instant())) return KNOWN;
        var unmet = demanded.unmet(spokenOf(caller, task)).toCompletableFuture();
        return unmet.isDone() ? KNOWN : unmet.thenAcceptAsync(any -> {}, here);
    }

    private static List<Demand> spokenOf(Caller caller, String task) {
        var identities = Stream.concat(
                        Stream.of(caller.subject()), caller.chain().stream().map(acting -> acting.subject()))
                .map(identity -> new Demand(TopicCatalogue.IDENTITY_IDENTITIES.name(), identity, FIRST));
        return Stream.concat(Stream.of(new Demand(TopicCatalogue.IDENTITY_DELEGATIONS.name(), task, FIRST)), identities)
                .toList();
    }
}
