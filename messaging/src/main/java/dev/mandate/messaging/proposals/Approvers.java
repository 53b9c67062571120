package dev.mandate.messaging.proposals;

import dev.mandate.events.ids.IdentityId;
import io.smallrye.mutiny.Uni;
import java.util.Set;

/**
 * Who may stand for changes with a far reach, as a service knows it by its own rows or projections. Asked when a change takes effect,
 * since those who approved it may have done so days ago.
 */
public interface Approvers {
    /**
     * Those of these people who work here, aren't stopped and hold a role of Mandate itself, now. Whoever can't be judged isn't one of
     * them. In the transaction of whoever asks.
     */
    Uni<Set<IdentityId>> among(Set<IdentityId> people);
}
