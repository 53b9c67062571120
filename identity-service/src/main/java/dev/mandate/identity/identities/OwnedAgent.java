package dev.mandate.identity.identities;

import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.ids.IdentityId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An agent, and whether anybody answers for it.
 *
 * @param stoppedBy {@code sub} of who has stopped it by hand; null while it isn't stopped
 * @param answeredFor false while its owner has left, or nobody has accepted it yet
 */
public record OwnedAgent(
        IdentityState state, boolean answeredFor, @Nullable String stoppedBy) {
    public OwnedAgent(IdentityState state, boolean answeredFor) {
        this(state, answeredFor, null);
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
