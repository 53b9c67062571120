package dev.mandate.authz.engine.delegations;

import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.ids.DelegationId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A delegation with its parents.
 *
 * @param links the delegation that the agent acts under first, its root last
 * @param broken the link at which the chain stops being known, or exceeds the depth allowed; null if it is whole
 * @param unreadable the broken link is there but could not be read
 */
public record DelegationChain(
        List<DelegationState> links, @Nullable DelegationId broken, boolean unreadable) {

    public DelegationChain {
        links = List.copyOf(links);
    }

    public @Nullable DelegationState leaf() {
        return links.isEmpty() ? null : links.get(0);
    }

    /** Null while the chain is broken: who stands at its top is then unknown. */
    public @Nullable DelegationState root() {
        return broken != null || links.isEmpty() ? null : links.get(links.size() - 1);
    }
}
