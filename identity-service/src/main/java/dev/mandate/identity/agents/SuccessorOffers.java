package dev.mandate.identity.agents;

import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.OfferEvent;
import dev.mandate.events.identity.OfferEvent.Cause;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.OwnedId;
import dev.mandate.identity.agents.Offer.Status;
import dev.mandate.identity.identities.Departure;
import dev.mandate.identity.identities.Identities;
import dev.mandate.messaging.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Asks a leaver's manager to answer for the agents, workloads and clients that stop with him, but for those as which applications act that he signed in to: they
 * do nothing for anybody else. Whom he, or an administrator, had asked before stays asked.
 * Where the manager is not known or not active, nobody is asked, and the agent waits for an administrator.
 */
@ApplicationScoped
public class SuccessorOffers {
    private final OfferStore store;
    private final ClientAgentStore ofClients;
    private final Identities identities;
    private final Outbox outbox;
    private final OfferConfig config;
    private final InstantSource clock;

    SuccessorOffers(
            OfferStore store,
            ClientAgentStore ofClients,
            Identities identities,
            Outbox outbox,
            OfferConfig config,
            InstantSource clock) {
        this.store = store;
        this.ofClients = ofClients;
        this.identities = identities;
        this.outbox = outbox;
        this.config = config;
        this.clock = clock;
    }

    /**
     * In the caller's transaction, who holds the leavers and their agents. The manager is only looked at: whether he is active
     * counts when he accepts.
     *
     * @param agents all that the leavers own, each with its owner
     */
    public Uni<Void> ask(List<Departure> departures, Map<OwnedId, IdentityId> agents) {
        var leavers = departures.stream().collect(Collectors.toMap(Departure::person, Function.identity()));
        return store.lockedTouching(agents.keySet(), leavers.keySet()).chain(rows -> {
            var facts = new ArrayList<OfferEvent>();
            var waiting = new LinkedHashMap<>(agents);
            for (var row : rows) {
                if (!row.open(clock.instant())) continue;
                var agent = new OwnedId(row.agentId);
                var asked = new IdentityId(row.toId);
                if (!leavers.containsKey(asked)) {
                    waiting.remove(agent);
                    continue;
                }
                row.status = Status.WITHDRAWN;
                facts.add(HeldOffer.withdrawn(row, OfferEvent.Why.RECIPIENT_LEFT, null));
                if (row.cause == Cause.OWNER_LEFT) waiting.putIfAbsent(agent, asked);
            }
            var known = rows.stream().collect(Collectors.toMap(row -> new OwnedId(row.agentId), Function.identity()));
            return ofClients
                    .among(waiting.keySet().stream()
                            .map(OwnedId::identity)
                            .flatMap(Optional::stream)
                            .toList())
                    .invoke(those -> those.forEach(agent -> waiting.remove(OwnedId.of(agent))))
                    .chain(() -> successors(leavers, waiting))
                    .chain(successors -> ask(successors, known, facts))
                    .chain(() -> outbox.publishAll(AdministrationEvent.FAMILY, facts));
        });
    }

    private Uni<Void> ask(Map<OwnedId, IdentityId> successors, Map<OwnedId, OfferRow> known, List<OfferEvent> facts) {
        var now = clock.instant();
        var added = new ArrayList<OfferRow>();
        successors.forEach((agent, successor) -> {
            var row = known.getOrDefault(agent, new OfferRow());
            row.become(new OfferRequest(agent, successor, null), Cause.OWNER_LEFT, now, endOf(now));
            facts.add(row.made(null, null));
            added.add(row);
        });
        return added.isEmpty() ? Uni.createFrom().voidItem() : store.persist(added);
    }

    /** Of each agent, the manager of who has left. */
    private Uni<Map<OwnedId, IdentityId>> successors(
            Map<IdentityId, Departure> leavers, Map<OwnedId, IdentityId> waiting) {
        var managers = new LinkedHashMap<OwnedId, String>();
        waiting.forEach((agent, leaver) -> {
            var departure = leavers.get(leaver);
            if (departure != null && departure.managerEmployeeId() != null)
                managers.put(agent, departure.managerEmployeeId());
        });
        return identities.activePeople(Set.copyOf(managers.values())).map(people -> {
            var successors = new LinkedHashMap<OwnedId, IdentityId>();
            managers.forEach((agent, employeeId) -> {
                var manager = people.get(employeeId);
                if (manager != null && !manager.identity().equals(waiting.get(agent)))
                    successors.put(agent, manager.identity());
            });
            return successors;
        });
    }

    private Instant endOf(Instant now) {
        return now.plus(config.offerMaxLifetime());
    }
}
