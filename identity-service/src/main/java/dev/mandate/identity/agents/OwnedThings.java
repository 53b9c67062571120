package dev.mandate.identity.agents;

import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.OwnedId;
import dev.mandate.identity.clients.OwnedClients;
import dev.mandate.identity.clients.TimedCredentials;
import dev.mandate.identity.identities.Identities;
import dev.mandate.identity.identities.Owned;
import dev.mandate.identity.identities.OwnedAgent;
import dev.mandate.identity.identities.OwnedAgents;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * All that people answer for: agents and workloads, which are identities, and clients, which aren't. Every method works in the caller's
 * transaction, and takes its locks after those on people.
 */
@ApplicationScoped
class OwnedThings {
    private final OwnedAgents agents;
    private final OwnedClients clients;
    private final Identities identities;
    private final TimedCredentials credentials;

    OwnedThings(OwnedAgents agents, OwnedClients clients, Identities identities, TimedCredentials credentials) {
        this.agents = agents;
        this.clients = clients;
        this.identities = identities;
        this.credentials = credentials;
    }

    /** Nobody else changes it until the transaction ends; empty where there is none, or no person answers for it. */
    Uni<Optional<Owned>> locked(OwnedId id) {
        return id.identity()
                .map(agent -> agents.locked(agent).map(found -> found.map(Owned.class::cast)))
                .orElseGet(() -> clients.locked(id.value()).map(found -> found.map(Owned.class::cast)));
    }

    /** As they are, in no order. */
    Uni<List<Owned>> all(Collection<OwnedId> ids) {
        var ofIdentities =
                ids.stream().map(OwnedId::identity).flatMap(Optional::stream).toList();
        var ofClients =
                ids.stream().filter(OwnedId::isClient).map(OwnedId::value).toList();
        return identities
                .all(ofIdentities)
                .chain(states -> clients.all(ofClients).map(found -> {
                    var all = new ArrayList<Owned>(found);
                    // Whether it is answered for isn't asked of these.
                    states.forEach(state -> all.add(new OwnedAgent(state, true)));
                    return all;
                }));
    }

    /** One that was his before takes no more room. */
    Uni<Boolean> hasRoom(IdentityId owner, Owned thing) {
        if (owner.equals(thing.owner())) return Uni.createFrom().item(true);
        return thing instanceof OwnedAgent agent
                ? agents.hasRoom(owner, agent.state().kind())
                : clients.hasRoom(owner);
    }

    /**
     * A workload is known by credentials that the new owner makes, if it was another's.
     *
     * @return the agent or workload as it is now; empty for a client
     */
    Uni<Optional<IdentityState>> accept(Owned thing, IdentityState owner) {
        var agent = thing.id().identity();
        if (agent.isEmpty())
            return clients.accept(thing.id().value(), owner.identity()).replaceWith(Optional.empty());
        return agents.accept(agent.get(), owner)
                .call(state -> changesHands(thing, owner)
                        ? credentials.remove(thing.id().value())
                        : Uni.createFrom().voidItem())
                .map(Optional::of);
    }

    /** Whoever answered for a workload before may have kept what it proves itself by, and it would count again. */
    private static boolean changesHands(Owned thing, IdentityState owner) {
        return thing.id().isWorkload()
                && thing.owner() != null
                && !owner.identity().equals(thing.owner());
    }
}
