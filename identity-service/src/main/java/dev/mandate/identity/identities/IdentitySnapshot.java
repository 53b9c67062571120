package dev.mandate.identity.identities;

import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.IdentityState.Status;
import dev.mandate.events.ids.IdentityId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Who of some identities may act at present, as read in one transaction.
 *
 * @param at what {@code at present} is
 */
public record IdentitySnapshot(Map<IdentityId, IdentityState> known, Instant at) {
    public IdentitySnapshot {
        known = Map.copyOf(known);
    }

    public Optional<IdentityState> of(IdentityId identity) {
        return Optional.ofNullable(known.get(identity));
    }

    /** Active itself and, for an agent or workload, within its time and with an owner who is an active person. Unknown is not active. */
    public boolean mayAct(IdentityId identity) {
        var state = known.get(identity);
        if (state == null || state.status() != Status.ACTIVE || !state.validAt(at)) return false;
        if (state.kind() == IdentityState.Kind.PERSON) return true;
        var owner = state.owner() == null ? null : known.get(state.owner());
        return owner != null && owner.kind() == IdentityState.Kind.PERSON && owner.status() == Status.ACTIVE;
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
