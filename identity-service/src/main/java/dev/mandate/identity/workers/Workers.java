package dev.mandate.identity.workers;

import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.OwnedId;
import dev.mandate.events.lifecycle.AccessState;
import dev.mandate.identity.agents.SuccessorOffers;
import dev.mandate.identity.clients.OwnedClients;
import dev.mandate.identity.delegations.Revocations;
import dev.mandate.identity.identities.Departure;
import dev.mandate.identity.identities.OwnedAgents;
import dev.mandate.identity.identities.People;
import dev.mandate.messaging.inbox.Received;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Workers as they come, move and go; an employment that ends takes agents, clients and all delegations along in the same transaction. */
@ApplicationScoped
class Workers {
    private static final String LEFT = "left";

    private final People people;
    private final OwnedAgents agents;
    private final OwnedClients clients;
    private final SuccessorOffers successors;
    private final Revocations revocations;

    Workers(
            People people,
            OwnedAgents agents,
            OwnedClients clients,
            SuccessorOffers successors,
            Revocations revocations) {
        this.people = people;
        this.agents = agents;
        this.clients = clients;
        this.successors = successors;
        this.revocations = revocations;
    }

    Uni<Void> apply(List<Received<AccessState>> batch) {
        return people.apply(batch.stream().map(Received::event).toList()).chain(this::stopWhatTheyLeft);
    }

    private Uni<Void> stopWhatTheyLeft(List<Departure> departures) {
        if (departures.isEmpty()) return Uni.createFrom().voidItem();
        var leavers = departures.stream().map(Departure::person).toList();
        return agents.suspendThoseOf(leavers)
                .chain(owned -> clients.suspendThoseOf(leavers)
                        .chain(ofClients -> successors
                                .ask(departures, all(owned, ofClients))
                                .chain(() -> revocations.of(leavers, owned.keySet(), LEFT))
                                .chain(() -> clients.endThrough(ofClients.keySet()))));
    }

    private static Map<OwnedId, IdentityId> all(Map<IdentityId, IdentityId> agents, Map<OwnedId, IdentityId> clients) {
        var all = new LinkedHashMap<>(clients);
        agents.forEach((agent, owner) -> all.put(OwnedId.of(agent), owner));
        return all;
    }
}
