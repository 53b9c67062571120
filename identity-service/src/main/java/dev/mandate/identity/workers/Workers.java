package dev.mandate.identity.workers;

import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.AccessState;
import dev.mandate.identity.delegations.Revocations;
import dev.mandate.identity.identities.OwnedAgents;
import dev.mandate.identity.identities.People;
import dev.mandate.messaging.inbox.Received;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;

/** Workers as they come, move and go; an employment that ends takes agents and all delegations along in the same transaction. */
@ApplicationScoped
class Workers {
    private final People people;
    private final OwnedAgents agents;
    private final Revocations revocations;

    Workers(People people, OwnedAgents agents, Revocations revocations) {
        this.people = people;
        this.agents = agents;
        this.revocations = revocations;
    }

    Uni<Void> apply(List<Received<AccessState>> batch) {
        return people.apply(batch.stream().map(Received::event).toList()).chain(this::stopWhatTheyLeft);
    }

    private Uni<Void> stopWhatTheyLeft(Set<IdentityId> leavers) {
        if (leavers.isEmpty()) return Uni.createFrom().voidItem();
        return agents.suspendThoseOf(leavers).chain(owned -> revocations.ofLeavers(leavers, owned));
    }
}
