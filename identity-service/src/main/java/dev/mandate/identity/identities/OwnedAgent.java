package dev.mandate.identity.identities;

import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.ids.IdentityId;
import java.util.Optional;
import java.util.Set;

/**
 * An agent or workload, and whether anybody answers for it.
 *
 * @param stoppedBy {@code sub} of each who has stopped it by hand; empty while it isn't stopped
 * @param answeredFor false while its owner has left, or nobody has accepted it yet
 */
public record OwnedAgent(IdentityState state, boolean answeredFor, Set<String> stoppedBy) {
    public OwnedAgent {
        stoppedBy = Set.copyOf(stoppedBy);
    }

    public OwnedAgent(IdentityState state, boolean answeredFor) {
        this(state, answeredFor, Set.of());
    }

    /** Also where he has stopped it as well: what another has stopped isn't his to let go on. */
    public boolean isStoppedByAnotherThan(String subject) {
        return stoppedBy.stream().anyMatch(by -> !by.equals(subject));
    }

    /** For good: nobody needs to answer for it any more. */
    public boolean isGone() {
        return state.status() == IdentityState.Status.DISABLED;
    }

    /** Who answers for it; empty while nobody does, also where the record still names who did. */
    public Optional<IdentityId> answering() {
        return answeredFor ? Optional.ofNullable(state.owner()) : Optional.empty();
    }

    /** Whether this person does, in his present employment. */
    public boolean isAnsweredForBy(IdentityState person) {
        return answering().filter(person.identity()::equals).isPresent()
                && state.employmentNumber() == person.employmentNumber();
    }
}
