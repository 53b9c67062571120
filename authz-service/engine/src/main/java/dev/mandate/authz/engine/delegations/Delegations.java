package dev.mandate.authz.engine.delegations;

import dev.mandate.authz.engine.entities.StateTable;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.ids.DelegationId;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The delegations of {@code identity.delegations.v1}.
 *
 * @param states by delegation id
 */
public record Delegations(StateTable<DelegationState> states) {

    public static Delegations empty() {
        return new Delegations(new StateTable<>());
    }

    /** From this delegation up to its root, as far as it is known. */
    public DelegationChain chainOf(DelegationId leaf) {
        var links = new ArrayList<DelegationState>();
        @Nullable DelegationId at = leaf;
        while (at != null) {
            if (links.size() == DelegationState.MAX_DEPTH) return new DelegationChain(links, at, false);
            var known = states.get(at.value());
            var state = known.state();
            if (state == null) return new DelegationChain(links, at, known.unreadable());
            links.add(state);
            at = state.parent();
        }
        return new DelegationChain(links, null, false);
    }
}
