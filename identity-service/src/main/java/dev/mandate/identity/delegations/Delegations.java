package dev.mandate.identity.delegations;

import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.DelegationEvent;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.identity.caps.TaskCap;
import dev.mandate.identity.caps.TaskCaps;
import dev.mandate.identity.clients.Clients;
import dev.mandate.identity.identities.Identities;
import dev.mandate.identity.identities.IdentitySnapshot;
import dev.mandate.identity.identities.Requester;
import dev.mandate.identity.sessions.SignInSessions;
import dev.mandate.identity.signin.Issuers;
import dev.mandate.identity.uses.TaskUses;
import dev.mandate.messaging.outbox.Outbox;
import dev.mandate.messaging.result.Result;
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
 * Makes delegations, and finds their chains. Every method needs a session, {@link #make} a transaction.
 *
 * <p>Locks are taken on identities first, then on the root of the session: in the order in which a leaver takes them.
 */
@ApplicationScoped
public class Delegations {
    /** More than anybody gives out in a day, and no more than a leaver's transaction can revoke at once. */
    private static final int MOST_OPEN_OF_A_PERSON = 1000;

    /** Each is read with every other of its session, so that an agent which hands on without end would slow down all of them. */
    private static final int MOST_IN_A_SESSION = 200;

    /** Each that counts is looked at with all arguments of a call that waits, and no more of them are. */
    private static final int MOST_AGREED_IN_A_TASK = 20;

    private final DelegationStore store;
    private final EndedDelegations ended;
    private final Identities identities;
    private final Clients clients;
    private final Issuers issuers;
    private final DelegatorRules delegators;
    private final SignInSessions signIns;
    private final TaskUses uses;
    private final TaskCaps caps;
    private final Outbox outbox;
    private final DelegationConfig config;
    private final InstantSource clock;

    Delegations(
            DelegationStore store,
            EndedDelegations ended,
            Identities identities,
            Clients clients,
            Issuers issuers,
            DelegatorRules delegators,
            SignInSessions signIns,
            TaskUses uses,
            TaskCaps caps,
            Outbox outbox,
            DelegationConfig config,
            InstantSource clock) {
        this.store = store;
        this.ended = ended;
        this.clients = clients;
        this.issuers = issuers;
        this.delegators = delegators;
        this.signIns = signIns;
        this.uses = uses;
        this.caps = caps;
        this.identities = identities;
        this.outbox = outbox;
        this.config = config;
        this.clock = clock;
    }

    /** Whoever stops the client, or the issuer, ends what was made with its tokens: so nothing is made with them meanwhile. */
    public Uni<Result<DelegationState, Refusal>> make(DelegationRequest request, Requester by) {
        return clients.holdCounting(by.by().client(), by.tokenIssuedAt())
                .chain(counts -> !counts || by.issuer() == null
                        ? Uni.createFrom().item(counts)
                        : issuers.holdCounting(by.issuer(), by.tokenIssuedAt()))
                .chain(counts -> counts
                        ? counted(request, by)
                        : Result.nowRefused(
                                Refusal.notAllowed("Get a new token, this one's client or issuer was stopped", null)));
    }

    /** Why a person would not be let make this root now, as far as it is known here; nothing is written. */
    public Uni<Optional<Refusal>> obstacle(DelegationRequest root, Requester by) {
        var involved = new HashSet<>(by.identities());
        involved.add(root.agent());
        return identities
                .snapshot(involved)
                .chain(snapshot -> delegatorRule(root, snapshot)
                        .chain(rule -> cap(root, by, snapshot)
                                .map(cap -> rules(snapshot, cap).refusal(root, by, null, rule))));
    }

    private Uni<Result<DelegationState, Refusal>> counted(DelegationRequest request, Requester by) {
        var involved = new HashSet<>(by.identities());
        involved.add(request.agent());
        var parent = request.parent();
        if (parent == null) {
            return identities
                    .heldSnapshot(involved)
                    .chain(snapshot -> lasting(by)
                            .chain(lasts -> lasts
                                    ? make(request, by, null, snapshot)
                                    : Result.nowRefused(Refusal.notAllowed(
                                            "Get a new token, the sign-in of this one has ended", null))));
        }
        return store.rootOf(parent.value()).chain(root -> {
            if (root.isEmpty()) return Result.nowRefused(Refusal.unknown("/parent"));
            return store.identitiesIn(root.get())
                    .invoke(others -> others.forEach(other -> involved.add(new IdentityId(other))))
                    .chain(() -> identities.heldSnapshot(involved))
                    .call(() -> store.lockRoots(List.of(root.get())))
                    .chain(snapshot -> withPlace(root.get(), parent)
                            .chain(chain -> chain.chain(it -> make(request, by, it, snapshot))));
        });
    }

    /** What ends a sign-in has locked the person first: so no task is given from it meanwhile. */
    private Uni<Boolean> lasting(Requester by) {
        return by.signIn() == null ? Uni.createFrom().item(true) : signIns.lasts(by.signIn());
    }

    private Uni<Result<DelegationState, Refusal>> make(
            DelegationRequest request, Requester by, @Nullable Chain parent, IdentitySnapshot snapshot) {
        return delegatorRule(request, snapshot)
                .chain(rule -> cap(request, by, snapshot)
                        .map(cap -> Result.unless(rules(snapshot, cap).refusal(request, by, parent, rule), request)
                                .map(it -> stateOf(it, by, parent, snapshot))
                                .then(Delegations::thatFits)))
                .chain(made -> made.chain(this::withRoom))
                .chain(made -> made.chain(state -> store.persist(DelegationRow.of(state, by))
                        .chain(() -> state.parent() == null
                                ? uses.begun(state)
                                : Uni.createFrom().voidItem())
                        .chain(() -> outbox.publish(DelegationState.FAMILY, state))
                        .chain(() -> outbox.publish(AdministrationEvent.FAMILY, made(state, by)))
                        .replaceWith(() -> Result.done(state))));
    }

    private Uni<DelegatorRule> delegatorRule(DelegationRequest request, IdentitySnapshot snapshot) {
        return snapshot.of(request.agent())
                .map(delegators::of)
                .orElseGet(() -> Uni.createFrom().item(DelegatorRule.OWNER));
    }

    private Uni<Result<DelegationState, Refusal>> withRoom(DelegationState made) {
        var parent = made.parent();
        if (parent == null) return ofRoot(made);
        if (made.agreed() == null) return Result.nowDone(made);
        return store.agreedWithin(parent.value(), clock.instant())
                .map(present -> present < MOST_AGREED_IN_A_TASK
                        ? Result.done(made)
                        : Result.refused(Refusal.full("Revoke one first, or wait until one ends: within a task at most "
                                + MOST_AGREED_IN_A_TASK + " agreements count at a time")));
    }

    private Uni<Result<DelegationState, Refusal>> ofRoot(DelegationState root) {
        return store.openSessionsOf(root.delegator().value(), clock.instant())
                .map(open -> open < MOST_OPEN_OF_A_PERSON
                        ? Result.done(root)
                        : Result.refused(Refusal.full("Revoke one first, or wait until one ends: a person has at most "
                                + MOST_OPEN_OF_A_PERSON + " open delegations")));
    }

    private static DelegationEvent made(DelegationState state, Requester by) {
        return new DelegationEvent.Made(
                state.delegation(), state.session(), state.parent(), state.delegator(), state.agent(), by.by());
    }

    /** What is handed on ends with its parent. */
    private Uni<Optional<TaskCap>> cap(DelegationRequest request, Requester by, IdentitySnapshot snapshot) {
        var person = by.person();
        return request.parent() != null || person.isEmpty()
                ? Uni.createFrom().item(Optional.empty())
                : caps.of(snapshot.of(request.agent()), by.by().client(), person.get());
    }

    DelegationRules rules(IdentitySnapshot snapshot) {
        return rules(snapshot, Optional.empty());
    }

    private DelegationRules rules(IdentitySnapshot snapshot, Optional<TaskCap> cap) {
        return new DelegationRules(clock.instant(), config.delegationMaxLifetime(), snapshot, cap.orElse(null));
    }

    private static Result<DelegationState, Refusal> thatFits(DelegationState state) {
        return Room.isLeftIn(state)
                ? Result.done(state)
                : Result.refused(Refusal.invalid(
                        "/scope", "Shorten the scope, which includes the parent's, the task or its identifiers"));
    }

    /** The parent and all that it was made from, if its session can take one more, for which an agreement that has ended makes place. */
    private Uni<Result<Chain, Refusal>> withPlace(String root, DelegationId parent) {
        return store.count("rootId", root)
                .chain(present -> present < MOST_IN_A_SESSION ? Uni.createFrom().item(true) : ended.makePlace(root))
                .chain(place -> place
                        ? chain(parent)
                                .map(chain -> chain.<Result<Chain, Refusal>>map(Result::done)
                                        .orElseGet(() -> Result.refused(Refusal.unknown("/parent"))))
                        : Result.nowRefused(Refusal.invalid(
                                "/parent", "Ask for a new delegation: a session has at most " + MOST_IN_A_SESSION)));
    }

    private DelegationState stateOf(
            DelegationRequest request, Requester by, @Nullable Chain parent, IdentitySnapshot snapshot) {
        var id = DelegationId.next();
        var self = by.self().orElseThrow();
        return new DelegationState(
                id,
                1,
                false,
                parent == null ? SessionId.of(id) : parent.leaf().session(),
                request.parent(),
                self,
                request.agent(),
                request.task(),
                request.taskIdentifiers(),
                parent == null
                        ? request.scope()
                        : Narrowing.within(parent.leaf().scope(), request.scope()),
                startOf(request, self, snapshot),
                request.expiresAt().truncatedTo(ChronoUnit.MILLIS),
                DelegationState.Status.ACTIVE,
                null,
                parent == null ? 1 : parent.leaf().depth() + 1,
                wordedBy(request, by),
                request.agreed());
    }

    /** An agent that asks a person for a task words it itself, and what he agreed to without a word isn't worded by him. */
    private static @Nullable IdentityId wordedBy(DelegationRequest request, Requester by) {
        var asksForItself = request.parent() == null
                && request.agent().value().equals(by.by().client());
        return asksForItself || request.wordless() ? request.agent() : null;
    }

    /** Like a token's: never before what either had earlier became void, so that authz can tell the two apart. */
    private Instant startOf(DelegationRequest request, IdentityId self, IdentitySnapshot snapshot) {
        return Stream.of(
                        clock.instant().truncatedTo(ChronoUnit.MILLIS),
                        snapshot.startOf(self),
                        snapshot.startOf(request.agent()))
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
}
