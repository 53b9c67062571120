package dev.mandate.identity.identities;

import dev.mandate.events.identity.AgentDescription;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.IdentityState.Kind;
import dev.mandate.events.identity.Validity;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.messaging.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Agents, and of workloads who answers for them. Every method works in the caller's transaction. */
@ApplicationScoped
public class OwnedAgents {
    /** Nobody ever answered for it. */
    public static final String NOT_ACCEPTED = "not_accepted";

    /** More than anybody can answer for, and no more than a leaver's transaction can suspend at once. */
    public static final int MOST_OF_AN_OWNER = 200;

    private static final String OWNER_LEFT = "owner_left";

    private final IdentityStore store;
    private final Outbox outbox;
    private final InstantSource clock;

    OwnedAgents(IdentityStore store, Outbox outbox, InstantSource clock) {
        this.store = store;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * What somebody registers.
     *
     * @param described null where nothing is said
     * @param confirmed by an administrator, who registers it
     * @param validity null for always
     * @param above the agent that made it, the one that made that, and so on; empty where people have
     */
    public record Description(
            String name,
            String platform,
            String purpose,
            @Nullable AgentDescription described,
            boolean confirmed,
            @Nullable Validity validity,
            List<IdentityId> above) {
        public Description {
            above = List.copyOf(above);
        }
    }

    /**
     * @param owner who has accepted it already: the caller has made sure that he is an active person and stays so; null while
     *     nobody has, so that it is suspended
     */
    public Uni<IdentityState> add(Description agent, @Nullable IdentityState owner) {
        var row = row(IdentityId.nextAgent(), Kind.AGENT, agent.name(), agent.purpose(), owner, clock.instant());
        row.platform = agent.platform();
        row.agent = AgentPartRow.madeBy(agent.above());
        row.describe(agent.described(), agent.confirmed());
        row.within(agent.validity());
        var state = row.next();
        return store.persist(row)
                .chain(() -> outbox.publish(IdentityState.FAMILY, state))
                .replaceWith(state);
    }

    static IdentityRow row(
            IdentityId id, Kind kind, String name, String purpose, @Nullable IdentityState owner, Instant now) {
        var row = new IdentityRow();
        row.id = id.value();
        row.kind = kind;
        row.displayName = name;
        row.purpose = purpose;
        row.createdAt = now;
        if (owner == null) row.becomeUnanswered(NOT_ACCEPTED);
        else row.becomeAnsweredBy(owner);
        return row;
    }

    /** Whether this person may come to answer for one more of this kind. The caller holds him. */
    public Uni<Boolean> hasRoom(IdentityId owner, Kind kind) {
        return store.ownedBy(owner.value(), kind).map(agents -> agents < MOST_OF_AN_OWNER);
    }

    /**
     * Suspends every agent and workload of these people that still runs and voids its tokens.
     *
     * @return all that they own, also those that were suspended before, each with its owner
     */
    public Uni<Map<IdentityId, IdentityId>> suspendThoseOf(Collection<IdentityId> owners) {
        return store.lockedOwnedBy(owners).chain(this::suspend);
    }

    private Uni<Map<IdentityId, IdentityId>> suspend(List<IdentityRow> rows) {
        var states = new ArrayList<IdentityState>();
        var owned = new LinkedHashMap<IdentityId, IdentityId>();
        for (var row : rows) {
            owned.put(new IdentityId(row.id), new IdentityId(Objects.requireNonNull(row.ownerId)));
            if (row.unanswered != null) continue;
            row.becomeUnanswered(OWNER_LEFT);
            row.voidTokens(clock.instant());
            states.add(row.next());
        }
        return outbox.publishAll(IdentityState.FAMILY, states).replaceWith(owned);
    }

    /** The agent as it is, and nobody else changes it until the transaction ends; empty if there is none. */
    public Uni<Optional<OwnedAgent>> locked(IdentityId agent) {
        return store.locked(Set.of(agent))
                .map(rows -> rows.stream()
                        .filter(row -> row.kind != Kind.PERSON)
                        .map(row -> new OwnedAgent(
                                row.state(),
                                row.unanswered == null,
                                row.stoppers(),
                                row.agent == null ? null : row.agent.boundedBy))
                        .findFirst());
    }

    /**
     * From now on it is described so.
     *
     * @param described null for nothing
     * @param confirmed by an administrator, who says so
     */
    public Uni<IdentityState> describe(IdentityId agent, @Nullable AgentDescription described, boolean confirmed) {
        return changed(agent, row -> row.describe(described, confirmed));
    }

    /**
     * @param validity null for always
     * @param boundedBy {@code sub} of whose time it is; null for its platform's, or nobody's
     */
    public Uni<IdentityState> validity(IdentityId agent, @Nullable Validity validity, @Nullable String boundedBy) {
        return changed(agent, row -> {
            row.within(validity);
            if (row.agent == null) row.agent = new AgentPartRow();
            row.agent.boundedBy = boundedBy;
        });
    }

    /** The row and its record are one transaction. */
    Uni<IdentityState> changed(IdentityId agent, Consumer<IdentityRow> change) {
        return store.findById(agent.value()).chain(row -> {
            change.accept(row);
            var state = row.next();
            return outbox.publish(IdentityState.FAMILY, state).replaceWith(state);
        });
    }

    /**
     * From now on he answers for the agent, which may act again. The caller has locked it, and has made sure that he is an active
     * person and stays so.
     */
    public Uni<IdentityState> accept(IdentityId agent, IdentityState owner) {
        return changed(agent, row -> row.becomeAnsweredBy(owner));
    }
}
