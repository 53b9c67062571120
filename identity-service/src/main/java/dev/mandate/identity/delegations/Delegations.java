package dev.mandate.identity.delegations;

import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.identity.identities.Identities;
import dev.mandate.identity.identities.Standing;
import dev.mandate.messaging.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes and reads delegations. Every method needs a session, {@link #make} a transaction.
 *
 * <p>Locks are taken on identities first, then on the root of the session: in the order in which a leaver takes them.
 */
@ApplicationScoped
public class Delegations {
    private static final int AT_MOST = 200;

    /** Each is read with every other of its session, so that an agent which hands on without end would slow down all of them. */
    private static final int MOST_IN_A_SESSION = 200;

    private final DelegationStore store;
    private final Identities identities;
    private final Outbox outbox;
    private final DelegationConfig config;
    private final InstantSource clock;

    Delegations(
            DelegationStore store, Identities identities, Outbox outbox, DelegationConfig config, InstantSource clock) {
        this.store = store;
        this.identities = identities;
        this.outbox = outbox;
        this.config = config;
        this.clock = clock;
    }

    /** Fails with {@link DelegationRefused}. */
    Uni<DelegationState> make(DelegationRequest request, Maker maker) {
        var involved = new HashSet<>(List.of(request.agent(), maker.subject(), maker.self()));
        var parent = request.parent();
        if (parent == null) {
            return identities.heldStanding(involved).chain(standing -> make(request, maker, null, standing));
        }
        return store.rootOf(parent.value()).chain(root -> {
            if (root.isEmpty()) throw unknownParent();
            return store.identitiesIn(root.get())
                    .invoke(others -> others.forEach(other -> involved.add(new IdentityId(other))))
                    .chain(() -> identities.heldStanding(involved))
                    .call(() -> store.lockRoots(List.of(root.get())))
                    .call(() -> requirePlace(root.get()))
                    .chain(standing -> chain(parent)
                            .chain(chain ->
                                    make(request, maker, chain.orElseThrow(Delegations::unknownParent), standing)));
        });
    }

    private static DelegationRefused unknownParent() {
        return new DelegationRefused(Refusal.unknown("/parent"));
    }

    private Uni<DelegationState> make(
            DelegationRequest request, Maker maker, @Nullable Chain parent, Standing standing) {
        new DelegationRules(clock.instant(), config.delegationMaxLifetime(), standing)
                .refusal(request, maker, parent)
                .ifPresent(refusal -> {
                    throw new DelegationRefused(refusal);
                });
        var state = stateOf(request, maker, parent, standing);
        if (!Room.isLeftIn(state)) {
            throw new DelegationRefused(Refusal.invalid(
                    "/scope", "Shorten the scope, which includes the parent's, the task or its identifiers"));
        }
        return store.persist(DelegationRow.of(state))
                .chain(() -> outbox.publish(DelegationState.FAMILY, state))
                .replaceWith(state);
    }

    private Uni<Void> requirePlace(String root) {
        return store.count("rootId", root)
                .invoke(present -> {
                    if (present < MOST_IN_A_SESSION) return;
                    throw new DelegationRefused(Refusal.invalid(
                            "/parent", "Ask for a new delegation: a session has at most " + MOST_IN_A_SESSION));
                })
                .replaceWithVoid();
    }

    private DelegationState stateOf(DelegationRequest request, Maker maker, @Nullable Chain parent, Standing standing) {
        var id = DelegationId.next();
        return new DelegationState(
                id,
                1,
                false,
                parent == null ? SessionId.of(id) : parent.leaf().session(),
                request.parent(),
                maker.self(),
                request.agent(),
                request.task(),
                request.taskIdentifiers(),
                parent == null
                        ? request.scope()
                        : Narrowing.within(parent.leaf().scope(), request.scope()),
                startOf(request, maker, standing),
                request.expiresAt().truncatedTo(ChronoUnit.MILLIS),
                DelegationState.Status.ACTIVE,
                null,
                parent == null ? 1 : parent.leaf().depth() + 1);
    }

    /** Like a token's: never before what either had earlier became void, so that authz can tell the two apart. */
    private Instant startOf(DelegationRequest request, Maker maker, Standing standing) {
        return Stream.of(
                        clock.instant().truncatedTo(ChronoUnit.MILLIS),
                        standing.startOf(maker.self()),
                        standing.startOf(request.agent()))
                .max(Instant::compareTo)
                .orElseThrow();
    }

    /** Empty for one that is unknown or deleted. */
    public Uni<Optional<Chain>> chain(DelegationId id) {
        return store.chain(id.value())
                .map(rows -> rows.isEmpty() || rows.get(0).deleted()
                        ? Optional.empty()
                        : Optional.of(new Chain(
                                rows.stream().map(DelegationRow::state).toList())));
    }

    /** One that the reader may see: for a person, of a task of his own or with an agent that he owns; else any. */
    Uni<Optional<DelegationState>> find(DelegationId id, Optional<IdentityId> reader) {
        return chain(id).chain(chain -> {
            if (chain.isEmpty() || reader.isEmpty()) return Uni.createFrom().item(chain.map(Chain::leaf));
            return identities
                    .standing(chain.get().identities())
                    .map(standing -> chain.filter(c -> c.concerns(reader.get(), standing))
                            .map(Chain::leaf));
        });
    }

    /** Those that the reader may see, the latest first, at most 200. */
    Uni<List<DelegationState>> ofAgent(IdentityId agent, Optional<IdentityId> reader) {
        if (reader.isEmpty())
            return list("agentId = ?1 AND deletedAt IS NULL ORDER BY createdAt DESC, id DESC", agent.value());
        return identities.find(agent).chain(found -> {
            var owner = found.map(IdentityState::owner).filter(reader.get()::equals);
            if (owner.isPresent()) return ofAgent(agent, Optional.empty());
            return list(
                    "agentId = ?1 AND deletedAt IS NULL AND rootId IN (SELECT r.id FROM DelegationRow r"
                            + " WHERE r.delegatorId = ?2 AND r.parentId IS NULL) ORDER BY createdAt DESC, id DESC",
                    agent.value(),
                    reader.get().value());
        });
    }

    private Uni<List<DelegationState>> list(String query, Object... parameters) {
        return store.find(query, parameters)
                .page(0, AT_MOST)
                .list()
                .map(rows -> rows.stream().map(DelegationRow::state).toList());
    }
}
