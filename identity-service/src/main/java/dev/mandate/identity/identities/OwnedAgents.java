package dev.mandate.identity.identities;

import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.IdentityState.Kind;
import dev.mandate.events.identity.IdentityState.Status;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.messaging.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Agents as identities that a person answers for. Every method works in the caller's transaction. */
@ApplicationScoped
public class OwnedAgents {
    private final IdentityStore store;
    private final Outbox outbox;
    private final InstantSource clock;

    OwnedAgents(IdentityStore store, Outbox outbox, InstantSource clock) {
        this.store = store;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** The caller has made sure that the owner is an active person and stays so. */
    public Uni<IdentityState> add(String name, IdentityState owner, String platform, String purpose) {
        var row = new IdentityRow();
        row.id = IdentityId.nextAgent().value();
        row.revision = 1;
        row.kind = Kind.AGENT;
        row.status = Status.ACTIVE;
        row.displayName = name;
        row.ownerId = owner.identity().value();
        row.employmentNumber = owner.employmentNumber();
        row.platform = platform;
        row.purpose = purpose;
        row.createdAt = clock.instant();
        return store.persist(row)
                .chain(() -> outbox.publish(IdentityState.FAMILY, row.state()))
                .map(ignored -> row.state());
    }

    /**
     * Suspends every agent of these people that still runs and voids its tokens.
     *
     * @return all agents that they own, also those that were suspended before
     */
    public Uni<Set<IdentityId>> suspendThoseOf(Collection<IdentityId> owners) {
        return store.lockedOwnedBy(owners).chain(this::suspend);
    }

    private Uni<Set<IdentityId>> suspend(List<IdentityRow> rows) {
        var states = new ArrayList<IdentityState>();
        for (var row : rows) {
            if (row.status != Status.ACTIVE) continue;
            row.status = Status.SUSPENDED;
            row.statusReason = "owner_left";
            row.tokensVoidBefore = TokensVoid.before(clock.instant(), row.tokensVoidBefore);
            row.revision++;
            states.add(row.state());
        }
        var agents = rows.stream().map(row -> new IdentityId(row.id)).collect(Collectors.toSet());
        return outbox.publishAll(IdentityState.FAMILY, states).replaceWith(agents);
    }

    /**
     * Someone accepts the agent: he answers for it from now on, and it may act again. The caller has made sure that he is an
     * active person and stays so.
     *
     * @return empty if there is no such agent
     */
    public Uni<Optional<IdentityState>> accept(IdentityId agent, IdentityState owner) {
        return store.locked(Set.of(agent)).chain(rows -> {
            if (rows.isEmpty() || rows.get(0).kind == Kind.PERSON) {
                return Uni.createFrom().item(Optional.empty());
            }
            return accept(rows.get(0), owner).map(Optional::of);
        });
    }

    private Uni<IdentityState> accept(IdentityRow row, IdentityState owner) {
        var same = owner.identity().value().equals(row.ownerId) && owner.employmentNumber() == row.employmentNumber;
        if (same && row.status == Status.ACTIVE) {
            return Uni.createFrom().item(row.state());
        }
        row.ownerId = owner.identity().value();
        row.employmentNumber = owner.employmentNumber();
        row.status = Status.ACTIVE;
        row.statusReason = null;
        row.revision++;
        return outbox.publish(IdentityState.FAMILY, row.state()).map(ignored -> row.state());
    }
}
