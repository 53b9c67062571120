package dev.mandate.identity.agents;

import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.OfferId;
import dev.mandate.events.ids.OwnedId;
import dev.mandate.identity.identities.Owned;
import dev.mandate.identity.identities.Requester;
import dev.mandate.messaging.paging.Page;
import dev.mandate.messaging.paging.PageRequest;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads offers. Every method needs a session. */
@ApplicationScoped
class OfferReading {
    private final OfferStore store;
    private final OwnedThings things;
    private final InstantSource clock;

    OfferReading(OfferStore store, OwnedThings things, InstantSource clock) {
        this.store = store;
        this.things = things;
        this.clock = clock;
    }

    /** What this person can accept, the latest first. */
    Uni<Page<OfferedAgent>> openTo(IdentityId person, PageRequest request) {
        return store.openTo(person, clock.instant(), request).chain(rows -> {
            var page = request.of(rows, row -> row.id);
            return agentsOf(page.items()).map(agents -> page.map(row -> offered(row, agents)));
        });
    }

    /** The last one of each agent, for whoever was asked, who answers for the agent, and for administrators; empty for others. */
    Uni<Optional<OfferedAgent>> find(OfferId id, Requester by) {
        return store.ofId(id).chain(row -> visible(row, by));
    }

    /** What is offered: {@code agent}, also where there is no such offer, {@code workload} or {@code client}. */
    Uni<String> kindOf(OfferId id) {
        return store.agentOf(id)
                .map(found -> found.filter(OwnedId::isClient).isPresent()
                        ? "client"
                        : found.filter(OwnedId::isWorkload).isPresent() ? "workload" : "agent");
    }

    /** As {@link #find}, for the last offer of this agent. */
    Uni<Optional<OfferedAgent>> lastOf(OwnedId agent, Requester by) {
        return store.findById(agent.value()).chain(row -> visible(Optional.ofNullable(row), by));
    }

    private Uni<Optional<OfferedAgent>> visible(Optional<OfferRow> found, Requester by) {
        return agentsOf(found.stream().toList())
                .map(agents -> found.map(row -> offered(row, agents))
                        .filter(it -> by.isAdministrator()
                                || by.person().equals(Optional.of(it.offer().to()))
                                || by.person().isPresent() && by.person().equals(Optional.ofNullable(it.owner()))));
    }

    private Uni<Map<OwnedId, Owned>> agentsOf(List<OfferRow> rows) {
        return things.all(rows.stream().map(row -> new OwnedId(row.agentId)).toList())
                .map(found -> found.stream().collect(Collectors.toMap(Owned::id, Function.identity())));
    }

    private OfferedAgent offered(OfferRow row, Map<OwnedId, Owned> agents) {
        var agent = Objects.requireNonNull(agents.get(new OwnedId(row.agentId)), "what is offered is kept");
        return new OfferedAgent(row.offer(clock.instant()), agent.name(), agent.purpose(), agent.owner());
    }
}
