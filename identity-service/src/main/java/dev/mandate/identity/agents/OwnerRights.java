package dev.mandate.identity.agents;

import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.IdentityState.Kind;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.clients.OwnedClients;
import dev.mandate.identity.identities.Identities;
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
import java.util.function.Supplier;

/**
 * Whether somebody may do something to an agent or a workload, because he administers or answers for it. Every method needs a transaction,
 * takes its locks on people before the agent, and what it has found stays so until the transaction ends.
 */
@ApplicationScoped
public class OwnerRights {
    private final Identities identities;
    private final OwnedAgents agents;
    private final OwnedClients clients;
    private final OfferConfig config;
    private final InstantSource clock;

    OwnerRights(
            Identities identities, OwnedAgents agents, OwnedClients clients, OfferConfig config, InstantSource clock) {
        this.identities = identities;
        this.agents = agents;
        this.clients = clients;
        this.config = config;
        this.clock = clock;
    }

    /** Whether something new of this kind may be registered for him; he, if so. */
    public Uni<Result<IdentityState, AgentRefusal>> registering(IdentityId owner, Kind kind, Requester by) {
        return registering(owner, by, () -> agents.hasRoom(owner, kind));
    }

    /** The same of a client. */
    Uni<Result<IdentityState, AgentRefusal>> registeringClient(IdentityId owner, Requester by) {
        return registering(owner, by, () -> clients.hasRoom(owner));
    }

    private Uni<Result<IdentityState, AgentRefusal>> registering(
            IdentityId owner, Requester by, Supplier<Uni<Boolean>> hasRoom) {
        return identities
                .heldSnapshot(Set.of(owner))
                .chain(snapshot -> Result.unless(OfferRules.registering(owner, by, snapshot), snapshot)
                        .chain(checked -> hasRoom.get()
                                .map(room -> room
                                        ? Result.done(checked.of(owner).orElseThrow())
                                        : Result.refused(AgentRefusal.TOO_MANY))));
    }

    /** An administrator may, or who answers for it. */
    public Uni<Result<OwnedAgent, AgentRefusal>> administering(IdentityId agent, Requester by) {
        return checked(agent, by, (rules, owned) -> rules.administering(owned, by));
    }

    /** An administrator may, or who answers for it and is the only one who has stopped it. */
    public Uni<Result<OwnedAgent, AgentRefusal>> resuming(IdentityId agent, Requester by) {
        return checked(agent, by, (rules, owned) -> rules.resuming(owned, by));
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
