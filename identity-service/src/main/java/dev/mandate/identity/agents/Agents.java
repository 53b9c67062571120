package dev.mandate.identity.agents;

import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.clients.Clients;
import dev.mandate.identity.clients.Scopes;
import dev.mandate.identity.identities.Identities;
import dev.mandate.identity.identities.OwnedAgents;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Registers agents and hands them to who answers for them. Every method needs a transaction. */
@ApplicationScoped
class Agents {
    private final Identities identities;
    private final OwnedAgents agents;
    private final Clients clients;

    Agents(Identities identities, OwnedAgents agents, Clients clients) {
        this.identities = identities;
        this.agents = agents;
        this.clients = clients;
    }

    /** @param jwks checked public keys as JSON; null for an agent that gets a secret */
    record Registration(
            String name,
            IdentityId owner,
            String platform,
            String purpose,
            @Nullable String jwks) {}

    record Registered(IdentityState agent, Clients.Registered client) {}

    /** Empty if the owner is not an active person; he stays one until the transaction ends. */
    Uni<Optional<Registered>> register(Registration registration) {
        return activeOwner(registration.owner()).chain(owner -> {
            if (owner.isEmpty()) return Uni.createFrom().item(Optional.empty());
            return add(registration, owner.get()).map(Optional::of);
        });
    }

    private Uni<Registered> add(Registration agent, IdentityState owner) {
        return agents.add(agent.name(), owner, agent.platform(), agent.purpose())
                .chain(state -> clients.register(state.identity().value(), agent.name(), Scopes.OF_AGENT, agent.jwks())
                        .map(client -> new Registered(state, client)));
    }

    /** A person who may be made to answer for an agent, and stays active until the transaction ends; else empty. */
    Uni<Optional<IdentityState>> activeOwner(IdentityId owner) {
        return identities
                .heldStanding(Set.of(owner))
                .map(standing -> standing.of(owner).filter(state -> standing.isActivePerson(owner)));
    }

    /** Empty if there is no such agent. */
    Uni<Optional<IdentityState>> accept(IdentityId agent, IdentityState owner) {
        return agents.accept(agent, owner);
    }
}
