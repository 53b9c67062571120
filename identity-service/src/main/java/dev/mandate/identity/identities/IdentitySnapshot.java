package dev.mandate.identity.identities;

import dev.mandate.events.identity.AgentFacts;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.IdentityState.Status;
import dev.mandate.events.ids.IdentityId;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who of some identities may act at present, as read in one transaction.
 *
 * @param above the agents that made some of them, and who answers for those
 * @param at what {@code at present} is
 */
public record IdentitySnapshot(Map<IdentityId, IdentityState> known, Map<IdentityId, IdentityState> above, Instant at) {
    public IdentitySnapshot {
        known = Map.copyOf(known);
        above = Map.copyOf(above);
    }

    /** Of identities that no agent has made. */
    public IdentitySnapshot(Map<IdentityId, IdentityState> known, Instant at) {
        this(known, Map.of(), at);
    }

    /**
     * @param asked after whom it was asked; they and who answers for them are known, and all others stand above
     * @param found all of them
     */
    static IdentitySnapshot of(Collection<IdentityId> asked, Collection<IdentityState> found, Instant at) {
        var near = new HashSet<>(asked);
        for (var state : found) if (asked.contains(state.identity()) && state.owner() != null) near.add(state.owner());
        var known = new HashMap<IdentityId, IdentityState>();
        var above = new HashMap<IdentityId, IdentityState>();
        for (var state : found) (near.contains(state.identity()) ? known : above).put(state.identity(), state);
        return new IdentitySnapshot(known, above, at);
    }

    public Optional<IdentityState> of(IdentityId identity) {
        return Optional.ofNullable(known.get(identity));
    }

    /**
     * Active itself and, for an agent or workload, within its time and with an owner who is an active person; so is each agent above it.
     * Unknown is not active.
     */
    public boolean mayAct(IdentityId identity) {
        return obstacle(identity).isEmpty();
    }

    /** Why it may not act, as {@link #mayAct} says; empty if it may. */
    public Optional<String> obstacle(IdentityId identity) {
        @Nullable IdentityId each = identity;
        for (var steps = 0; each != null; steps++) {
            var state = either(each);
            var made = steps == 0 ? "" : ", which made it,";
            if (steps > AgentFacts.MOST_ABOVE || state == null || !stands(state))
                return Optional.of(each + made + " or its owner is not active");
            if (!state.validAt(at))
                return Optional.of(each + made + " may act only within the time that was set for it");
            each = state.parentAgent();
        }
        return Optional.empty();
    }

    private boolean stands(IdentityState state) {
        if (state.status() != Status.ACTIVE) return false;
        if (state.kind() == IdentityState.Kind.PERSON) return true;
        var owner = state.owner() == null ? null : either(state.owner());
        return owner != null && owner.kind() == IdentityState.Kind.PERSON && owner.status() == Status.ACTIVE;
    }

    private @Nullable IdentityState either(IdentityId identity) {
        var state = known.get(identity);
        return state == null ? above.get(identity) : state;
    }

    /** True for a token of this identity that is void, whatever it says. */
    public boolean isVoid(IdentityId identity, Instant issuedAt) {
        return of(identity)
                .map(state -> state.tokensVoidBefore() != null && issuedAt.isBefore(state.tokensVoidBefore()))
                .orElse(true);
    }

    /** From when on something of this identity may date: whatever is older than that is void. */
    public Instant startOf(IdentityId identity) {
        return of(identity).map(IdentityState::tokensVoidBefore).orElse(Instant.MIN);
    }

    public boolean isActivePerson(IdentityId identity) {
        return identity.isPerson() && mayAct(identity);
    }
}
