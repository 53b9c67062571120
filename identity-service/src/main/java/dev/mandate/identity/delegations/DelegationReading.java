package dev.mandate.identity.delegations;

import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.identities.Identities;
import dev.mandate.messaging.paging.Page;
import dev.mandate.messaging.paging.PageRequest;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Reads delegations for people and administrators. Every method needs a session. */
@ApplicationScoped
class DelegationReading {
    private final Delegations delegations;
    private final DelegationStore store;
    private final Identities identities;

    DelegationReading(Delegations delegations, DelegationStore store, Identities identities) {
        this.delegations = delegations;
        this.store = store;
        this.identities = identities;
    }

    /** One that the reader may see: for a person, of a task of his own or with an agent that he owns; else any. */
    Uni<Optional<DelegationState>> find(DelegationId id, Optional<IdentityId> reader) {
        return delegations.chain(id).chain(chain -> {
            if (chain.isEmpty() || reader.isEmpty()) return Uni.createFrom().item(chain.map(Chain::leaf));
            return identities
                    .snapshot(chain.get().identities())
                    .map(snapshot -> chain.filter(c -> c.concerns(reader.get(), snapshot))
                            .map(Chain::leaf));
        });
    }

    /** The tasks that this person gave, whichever agents do them, the latest first. */
    Uni<Page<DelegationState>> givenBy(IdentityId person, PageRequest page) {
        return store.givenBy(person.value(), page)
                .map(rows -> page.of(rows, row -> row.id).map(DelegationRow::state));
    }

    /** Those that the reader may see, the latest first. */
    Uni<Page<DelegationState>> ofAgent(
            IdentityId agent, Optional<IdentityId> delegator, Optional<IdentityId> reader, PageRequest page) {
        var by = delegator.map(IdentityId::value).orElse("");
        return rootedIn(agent, reader)
                .chain(person -> store.page(agent.value(), by, person, page))
                .map(rows -> page.of(rows, row -> row.id).map(DelegationRow::state));
    }

    /** Whose tasks alone the reader may see of this agent; empty for one who sees all. */
    Uni<String> rootedIn(IdentityId agent, Optional<IdentityId> reader) {
        if (reader.isEmpty()) return Uni.createFrom().item("");
        return identities.find(agent).map(found -> {
            var owns =
                    found.map(IdentityState::owner).filter(reader.get()::equals).isPresent();
            return owns ? "" : reader.get().value();
        });
    }
}
