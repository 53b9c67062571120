package dev.mandate.identity.identities;

import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.OwnedId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a person answers for: an agent, a workload, a client; as it is, and whether anybody does. */
public interface Owned {
    OwnedId id();

    String name();

    /** What whoever is asked is told that it is for. */
    String purpose();

    /** Who answers for it, or did last; null if nobody ever has. */
    @Nullable
    IdentityId owner();

    /** Who answers for it; empty while nobody does, also where the record still names who did. */
    Optional<IdentityId> answering();

    /** For good: nobody needs to answer for it any more. */
    boolean isGone();

    /** Whether this person does, in his present employment. */
    boolean isAnsweredForBy(IdentityState person);

    /** Whether he does who asks, himself. */
    default boolean isAnsweredForBy(Requester by) {
        return by.person().isPresent() && by.person().equals(answering());
    }
}
