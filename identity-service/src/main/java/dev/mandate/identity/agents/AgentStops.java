package dev.mandate.identity.agents;

import dev.mandate.events.administration.Reason;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.identities.Identities;
import dev.mandate.identity.identities.IdentityStops;
import dev.mandate.identity.identities.OwnedAgent;
import dev.mandate.identity.identities.OwnedAgents;
import dev.mandate.identity.identities.Requester;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** Stops agents by hand, and lets them go on. Every method needs a transaction, and takes locks on people before the agent. */
@ApplicationScoped
public class AgentStops {
    private final OwnedAgents agents;
    private final Identities identities;
    private final IdentityStops stops;
    private final OfferConfig config;
    private final InstantSource clock;

    AgentStops(
            OwnedAgents agents, Identities identities, IdentityStops stops, OfferConfig config, InstantSource clock) {
        this.agents = agents;
        this.identities = identities;
        this.stops = stops;
        this.config = config;
        this.clock = clock;
    }

    /** By an administrator, or by who answers for it. */
    public Uni<Result<IdentityState, AgentRefusal>> stop(IdentityId agent, Reason reason, Requester by) {
        return checked(agent, by, (rules, owned) -> rules.administering(owned, by))
                .chain(result ->
                        result.chain(owned -> stops.stop(agent, reason, by.by()).map(Result::done)));
    }

    /** By an administrator, or by who answers for it and is the only one who has stopped it. */
    public Uni<Result<IdentityState, AgentRefusal>> resume(IdentityId agent, Reason reason, Requester by) {
        return checked(agent, by, (rules, owned) -> rules.resuming(owned, by))
                .chain(result ->
                        result.chain(owned -> stops.resume(agent, reason, by).map(Result::done)));
    }

    private Uni<Result<OwnedAgent, AgentRefusal>> checked(
            IdentityId agent, Requester by, BiFunction<OfferRules, OwnedAgent, Optional<AgentRefusal>> rule) {
        return identities
                .heldSnapshot(by.person().map(Set::of).orElse(Set.of()))
                .chain(snapshot -> agents.locked(agent).map(found -> {
                    if (found.isEmpty()) return Result.refused(AgentRefusal.UNKNOWN_AGENT);
                    var rules = new OfferRules(clock.instant(), config.offerMaxLifetime(), snapshot);
                    return Result.unless(rule.apply(rules, found.get()), found.get());
                }));
    }
}
