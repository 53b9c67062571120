package dev.mandate.identity.delegations;

import dev.mandate.events.identity.DelegationState;
import dev.mandate.identity.caps.TaskCap;
import dev.mandate.identity.identities.IdentitySnapshot;
import dev.mandate.identity.identities.Requester;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who may delegate what. Pure: everything that it depends on is given.
 *
 * @param atMost how long anything that is delegated lasts
 * @param cap how long such a root lasts, where an administrator has said so; null otherwise
 */
record DelegationRules(
        Instant now,
        Duration atMost,
        IdentitySnapshot snapshot,
        @Nullable TaskCap cap) {
    /** Of what no administrator has said how long it lasts. */
    DelegationRules(Instant now, Duration atMost, IdentitySnapshot snapshot) {
        this(now, atMost, snapshot, null);
    }

    /**
     * @param parent null for a root, which only a person makes
     * @param delegators who may delegate to the agent
     */
    Optional<Refusal> refusal(
            DelegationRequest request, Requester by, @Nullable Chain parent, DelegatorRule delegators) {
        return byWhom(request, by, parent)
                .or(() -> voidToken(by))
                .or(() -> agent(request))
                .or(() -> delegator(request, by, parent, delegators))
                .or(() -> kind(request))
                .or(() -> scope(request, parent))
                .or(() -> end(request, parent))
                .or(() -> parent == null ? Optional.empty() : within(parent));
    }

    private Optional<Refusal> byWhom(DelegationRequest request, Requester by, @Nullable Chain parent) {
        if (by.self().isEmpty()) return refuse("Use the token of the person or agent that delegates", null);
        var self = by.self().get();
        if (parent == null && by.person().isEmpty()) {
            return refuse("Ask a person to delegate, or name the parent that your token is bound to", "/parent");
        }
        if (parent != null) {
            if (request.agreed() != null) return himself(by, parent);
            var itsAgent = by.actor().equals(Optional.of(parent.leaf().agent()));
            if (!itsAgent || !parent.leaf().delegation().equals(by.under())) {
                return refuse("Use a token that is bound to the parent delegation, as its agent", "/parent");
            }
        }
        if (request.delegator() != null && !request.delegator().equals(self)) {
            return refuse("Delegate only what is yours: the delegator is whoever the token is for", "/delegator");
        }
        if (!snapshot.mayAct(self)) return refuse("Who delegates must be active", null);
        return Optional.empty();
    }

    /** Whose task it is agrees to what he would be asked for in it. */
    private Optional<Refusal> himself(Requester by, Chain task) {
        var person = by.person().filter(task.person()::equals);
        return person.filter(snapshot::mayAct).isPresent()
                ? Optional.empty()
                : refuse("Ask who gave the task to agree, with a token of his own", "/task");
    }

    private Optional<Refusal> voidToken(Requester by) {
        var isVoid = by.identities().stream().anyMatch(it -> snapshot.isVoid(it, by.tokenIssuedAt()));
        return isVoid ? refuse("Get a new token, this one is void", null) : Optional.empty();
    }

    private Optional<Refusal> agent(DelegationRequest request) {
        if (!request.agent().isAgent() || snapshot.of(request.agent()).isEmpty()) {
            return Optional.of(Refusal.invalid("/agent", "Name an agent that exists"));
        }
        if (!snapshot.mayAct(request.agent())) {
            return Optional.of(
                    Refusal.invalid(
                            "/agent",
                            "Name an agent that may act: active, within its time, with an active owner, as those that made it"));
        }
        return Optional.empty();
    }

    /** As the agent's owner says. Whoever the task is for counts, and in his stead the agent that hands it on. */
    private Optional<Refusal> delegator(
            DelegationRequest request, Requester by, @Nullable Chain parent, DelegatorRule delegators) {
        var agent = snapshot.of(request.agent()).orElseThrow();
        var person = parent == null ? by.person().orElseThrow() : parent.person();
        return delegators.allows(agent, person, parent == null ? Optional.empty() : by.actor(), snapshot)
                ? Optional.empty()
                : refuse("Ask who answers for the agent to let you delegate to it", "/agent");
    }

    /** Of one tool, and held in: a yes to whatever an agent may do with it would be no narrower than asking nobody. */
    private static Optional<Refusal> kind(DelegationRequest request) {
        if (request.agreed() == null) return Optional.empty();
        var scope = request.scope();
        if (scope.size() != 1 || scope.get(0).ofModels())
            return Optional.of(Refusal.invalid("/scope", "Name the one tool that you were asked about"));
        return scope.get(0).constraints().isEmpty()
                ? Optional.of(Refusal.invalid("/scope/0/constraints", "Limit an argument at least"))
                : Optional.empty();
    }

    private static Optional<Refusal> scope(DelegationRequest request, @Nullable Chain parent) {
        var tools = new HashSet<String>();
        for (var i = 0; i < request.scope().size(); i++) {
            if (!tools.add(request.scope().get(i).tool())) {
                return Optional.of(Refusal.invalid("/scope/" + i + "/tool", "Name each tool once"));
            }
        }
        var limits = LimitRules.refusal(request.scope());
        if (limits.isPresent() || parent == null) return limits;
        return Narrowing.beyond(parent.leaf().scope(), request.scope()).stream()
                .findFirst()
                .map(i -> Refusal.invalid("/scope/" + i + "/tool", "Name only tools that the parent has"));
    }

    private Optional<Refusal> end(DelegationRequest request, @Nullable Chain parent) {
        if (!request.expiresAt().isAfter(now)) {
            return Optional.of(Refusal.invalid("/expiresAt", "Choose an instant in the future"));
        }
        if (request.expiresAt().isAfter(now.plus(atMost))) {
            return Optional.of(Refusal.invalid("/expiresAt", "Choose an instant within " + atMost));
        }
        if (parent == null && cap != null && request.expiresAt().isAfter(now.plus(cap.longest()))) {
            return Optional.of(Refusal.invalid(
                    "/expiresAt",
                    "Choose an instant within " + cap.longest() + ": tasks " + cap.whose() + " last no longer"));
        }
        if (parent != null && request.expiresAt().isAfter(parent.leaf().expiresAt())) {
            return Optional.of(Refusal.invalid("/expiresAt", "Choose an instant no later than the parent's end"));
        }
        return Optional.empty();
    }

    private Optional<Refusal> within(Chain parent) {
        if (parent.leaf().agreed() != null)
            return Optional.of(Refusal.invalid("/parent", "Name what somebody acts under"));
        var obstacle = parent.obstacle(snapshot, now);
        if (obstacle.isPresent()) return refuse("Name a parent that still counts: " + obstacle.get(), "/parent");
        if (parent.leaf().depth() >= DelegationState.MAX_DEPTH) {
            return Optional.of(
                    Refusal.invalid("/parent", "Hand on at most " + (DelegationState.MAX_DEPTH - 1) + " times"));
        }
        return Optional.empty();
    }

    /** Its root person, an owner of its agents, or whoever made it or what it was made from may revoke; and an administrator. */
    Optional<Refusal> revocation(Chain chain, Requester by) {
        if (by.isAdministrator()) return Optional.empty();
        var voided = voidToken(by);
        if (voided.isPresent()) return voided;
        var delegator = chain.links().stream().anyMatch(link -> by.self().equals(Optional.of(link.delegator())));
        var answersForIt =
                by.person().filter(who -> chain.concerns(who, snapshot)).isPresent();
        if (delegator || answersForIt) return Optional.empty();
        return refuse("Ask the delegator or the agent's owner to revoke it", null);
    }

    private static Optional<Refusal> refuse(String title, @Nullable String field) {
        return Optional.of(Refusal.notAllowed(title, field));
    }
}
