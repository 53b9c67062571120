package dev.mandate.gateway.http;

import dev.mandate.authz.engine.decisions.Demand;
import dev.mandate.authz.freshness.DemandedFreshness;
import dev.mandate.events.topics.TopicCatalogue;
import dev.mandate.messaging.security.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.stream.Stream;

/**
 * Tasks that are so new that their first token may be here before their record. A client asks for its tools once, as soon as it has a token: told
 * that there are none, it goes on without any. So what such a token speaks of is waited for, as long as a decision waits for what its caller
 * demands.
 */
@Singleton
class NewTasks {
    /** Of a token; whatever it speaks of has been read long before, or never will be. */
    private static final Duration YOUNG = Duration.ofSeconds(30);

    /** Each record has it, or a later one. */
    private static final long FIRST = 1;

    private final DemandedFreshness demanded;
    private final InstantSource clock;

    NewTasks(DemandedFreshness demanded, InstantSource clock) {
        this.demanded = demanded;
        this.clock = clock;
    }

    /** Done once the caller's task and who acts in it are known here, or it isn't waited for them any longer: at once, where there is nothing to wait for. */
    Uni<?> known(Caller caller) {
        var task = caller.delegationId();
        if (task == null || caller.issuedAt().plus(YOUNG).isBefore(clock.instant()))
            return Uni.createFrom().voidItem();
        var identities = Stream.concat(
                        Stream.of(caller.subject()), caller.chain().stream().map(acting -> acting.subject()))
                .map(identity -> new Demand(TopicCatalogue.IDENTITY_IDENTITIES.name(), identity, FIRST));
        return demanded.unmet(Stream.concat(
                        Stream.of(new Demand(TopicCatalogue.IDENTITY_DELEGATIONS.name(), task, FIRST)), identities)
                .toList());
    }
}
