package dev.mandate.authz.engine.delegations;

import dev.mandate.authz.engine.entities.StateTable;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.ids.DelegationId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The delegations of {@code identity.delegations.v1}. */
public final class Delegations {
    private final Agreements agreements = new Agreements();
    private final StateTable<DelegationState> states = new StateTable<>(agreements);

    private Delegations() {}

    public static Delegations empty() {
        return new Delegations();
    }

    /** By delegation id. */
    public StateTable<DelegationState> states() {
        return states;
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

    /** What was agreed to within this task, whether it counts now or not; one that can't be read isn't among it. */
    public List<DelegationState> agreedWithin(DelegationId task) {
        return agreements.within(task).stream()
                .map(id -> states.get(id.value()).state())
                .filter(Objects::nonNull)
                .toList();
    }
}
