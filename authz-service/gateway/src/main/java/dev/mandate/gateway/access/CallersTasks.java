package dev.mandate.gateway.access;

import dev.mandate.authz.engine.decisions.questions.Demand;
import dev.mandate.authz.engine.delegations.Delegations;
import dev.mandate.authz.engine.recording.DemandedState;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.events.topics.TopicCatalogue;
import dev.mandate.messaging.security.Caller;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/**
 * Whether the task in which a caller acts goes on, for whoever lets him in. Its first token may be here before its record: a client asks for its tools once, as
 * soon as it has a token, and told that there are none, it goes on without any. So what such a token speaks of is waited for, as long as a decision waits for
 * what its caller demands. Once the task is known to be over, for good, its token is good for nothing any more, so that whoever shows it is told as of any token
 * that has expired: a client that signs its person in by itself goes and asks him anew by that.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2025-11-25/basic/authorization#error-handling">MCP, authorization, error handling</a>
 */
@Singleton
public class CallersTasks {
    /** Of a token; whatever it speaks of has been read long before, or never will be. */
    private static final Duration YOUNG = Duration.ofSeconds(30);

    /** Each record has it, or a later one. */
    private static final long FIRST = 1;

    private static final CompletableFuture<Boolean> GOES_ON = CompletableFuture.completedFuture(false);
    private static final CompletableFuture<Boolean> OVER = CompletableFuture.completedFuture(true);

    private final DemandedState demanded;
    private final Delegations delegations;
    private final InstantSource clock;

    CallersTasks(DemandedState demanded, Delegations delegations, InstantSource clock) {
        this.demanded = demanded;
        this.delegations = delegations;
        this.clock = clock;
    }

    /**
     * Whether it is over, once it and who acts in it are known here, or aren't waited for any longer: at once, where there is nothing to wait for. Never so of
     * who has none, nor of one that nothing is known of.
     *
     * @param here where to go on after something was waited for
     */
    public CompletableFuture<Boolean> over(Caller caller, Executor here) {
        var task = caller.delegationId();
        if (task == null) return GOES_ON;
        if (caller.issuedAt().plus(YOUNG).isBefore(clock.instant())) return standing(task);
        var unmet = demanded.unmet(spokenOf(caller, task)).toCompletableFuture();
        return unmet.isDone() ? standing(task) : unmet.thenApplyAsync(any -> isOver(task), here);
    }

    private CompletableFuture<Boolean> standing(String task) {
        return isOver(task) ? OVER : GOES_ON;
    }

    private boolean isOver(String task) {
        var now = clock.instant();
        return delegations.chainOf(new DelegationId(task)).links().stream().anyMatch(link -> isOver(link, now));
    }

    private static boolean isOver(DelegationState link, Instant now) {
        return link.status() == DelegationState.Status.REVOKED || !now.isBefore(link.expiresAt());
    }

    private static List<Demand> spokenOf(Caller caller, String task) {
        var identities = Stream.concat(
                        Stream.of(caller.subject()), caller.chain().stream().map(acting -> acting.subject()))
                .map(identity -> new Demand(TopicCatalogue.IDENTITY_IDENTITIES.name(), identity, FIRST));
        return Stream.concat(Stream.of(new Demand(TopicCatalogue.IDENTITY_DELEGATIONS.name(), task, FIRST)), identities)
                .toList();
    }
}
