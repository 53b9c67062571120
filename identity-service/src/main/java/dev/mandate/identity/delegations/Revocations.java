package dev.mandate.identity.delegations;

import dev.mandate.events.administration.Reason;
import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.DelegationEvent;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.identity.DelegationState.Status;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.identity.identities.DelegationEnd;
import dev.mandate.identity.identities.Identities;
import dev.mandate.identity.identities.IdentitySnapshot;
import dev.mandate.identity.identities.Requester;
import dev.mandate.messaging.outbox.Outbox;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Ends delegations before their time, with everything that was made from them. Every method needs a transaction. */
@ApplicationScoped
public class Revocations implements DelegationEnd {
    private final DelegationStore store;
    private final Delegations delegations;
    private final Identities identities;
    private final Outbox outbox;
    private final InstantSource clock;

    Revocations(
            DelegationStore store, Delegations delegations, Identities identities, Outbox outbox, InstantSource clock) {
        this.store = store;
        this.delegations = delegations;
        this.identities = identities;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Override
    public Uni<Void> of(Collection<IdentityId> people, Collection<IdentityId> agents, String reason) {
        var delegators = texts(people);
        var actors = texts(agents);
        return store.rootsTouching(delegators, actors, clock.instant())
                .chain(roots -> revokeIn(
                        roots, row -> delegators.contains(row.delegatorId) || actors.contains(row.agentId), reason));
    }

    @Override
    public Uni<Void> madeThrough(String clientOrIssuer, String reason) {
        return store.rootsMadeThrough(clientOrIssuer, clock.instant())
                .chain(roots -> revokeIn(
                        roots,
                        row -> clientOrIssuer.equals(row.madeByClient) || clientOrIssuer.equals(row.madeByIssuer),
                        reason));
    }

    @Override
    public Uni<Integer> madeIn(IdentityId person, Collection<String> signIns, String reason) {
        return store.rootsMadeIn(person.value(), signIns, clock.instant())
                .chain(roots -> revokeIn(
                                roots,
                                row -> person.value().equals(row.delegatorId) && signIns.contains(row.madeIn),
                                reason)
                        .replaceWith(roots.size()));
    }

    @Override
    public Uni<Integer> madeByAssertion(IdentityId person, String issuer, String reason) {
        return store.rootsMadeByAssertion(person.value(), issuer, clock.instant())
                .chain(roots -> revokeIn(
                                roots,
                                row -> person.value().equals(row.delegatorId)
                                        && issuer.equals(row.madeByIssuer)
                                        && row.madeIn == null,
                                reason)
                        .replaceWith(roots.size()));
    }

    private Uni<Void> revokeIn(Collection<String> roots, Predicate<DelegationRow> these, String reason) {
        if (roots.isEmpty()) return Uni.createFrom().voidItem();
        return store.lockRoots(roots).chain(() -> store.inSessions(roots)).chain(rows -> revoke(rows, these, reason));
    }

    /**
     * All of the session, with the reason.
     *
     * @return those that were active
     */
    public Uni<List<DelegationState>> ofSession(SessionId session, String reason) {
        var root = List.of(session.value());
        return store.lockRoots(root).chain(() -> store.inSessions(root)).chain(rows -> {
            var active = rows.stream()
                    .filter(row -> row.status != Status.REVOKED && !row.deleted())
                    .toList();
            return revoke(rows, row -> true, reason)
                    .replaceWith(() -> active.stream().map(DelegationRow::state).toList());
        });
    }

    /** One, with all that was made from it. Revoking what is revoked changes nothing, and so does one that is unknown. */
    public Uni<Void> of(DelegationId id, String reason) {
        return store.rootOf(id.value())
                .chain(root -> root.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : revokeIn(List.of(root.get()), row -> row.id.equals(id.value()), reason));
    }

    /** Revoking what is revoked changes nothing. */
    Uni<Result<DelegationState, Refusal>> revoke(DelegationId id, @Nullable Reason reason, Requester by) {
        return store.rootOf(id.value()).chain(root -> {
            if (root.isEmpty()) return Result.nowRefused(Refusal.unknown(null));
            var session = List.of(root.get());
            return store.identitiesIn(root.get())
                    .chain(ids -> identities.snapshot(involved(ids, by)))
                    .call(() -> store.lockRoots(session))
                    .chain(snapshot -> delegations.chain(id).map(chain -> mayRevoke(chain, by, snapshot)))
                    .chain(checked -> checked.chain(chain -> store.inSessions(session)
                            .chain(rows -> revoke(rows, row -> row.id.equals(id.value()), "revoked")
                                    .call(() -> told(chain.leaf(), reason, by))
                                    .replaceWith(() -> Result.done(stateIn(rows, id))))));
        });
    }

    /** @param before as it was */
    private Uni<Void> told(DelegationState before, @Nullable Reason reason, Requester by) {
        if (before.status() == Status.REVOKED) return Uni.createFrom().voidItem();
        return outbox.publish(
                AdministrationEvent.FAMILY,
                new DelegationEvent.Revoked(
                        before.delegation(), before.session(), before.delegator(), before.agent(), reason, by.by()));
    }

    private Result<Chain, Refusal> mayRevoke(Optional<Chain> chain, Requester by, IdentitySnapshot snapshot) {
        if (chain.isEmpty()) return Result.refused(Refusal.unknown(null));
        return Result.unless(delegations.rules(snapshot).revocation(chain.get(), by), chain.get());
    }

    private Uni<Void> revoke(List<DelegationRow> parentsFirst, Predicate<DelegationRow> these, String reason) {
        var gone = new HashSet<String>();
        var states = new ArrayList<DelegationState>();
        for (var row : parentsFirst) {
            if (!these.test(row) && !gone.contains(row.parentId)) continue;
            gone.add(row.id);
            if (row.status == Status.REVOKED || row.deleted()) continue;
            row.revoke(these.test(row) ? reason : "parent_" + reason, clock.instant());
            states.add(row.state());
        }
        return outbox.publishAll(DelegationState.FAMILY, states);
    }

    private static Set<IdentityId> involved(Set<String> ids, Requester by) {
        var all = new HashSet<>(by.identities());
        ids.forEach(id -> all.add(new IdentityId(id)));
        return all;
    }

    private static DelegationState stateIn(List<DelegationRow> rows, DelegationId id) {
        return rows.stream()
                .filter(row -> row.id.equals(id.value()))
                .findFirst()
                .orElseThrow()
                .state();
    }

    private static Set<String> texts(Collection<IdentityId> ids) {
        return ids.stream().map(IdentityId::value).collect(Collectors.toSet());
    }
}
