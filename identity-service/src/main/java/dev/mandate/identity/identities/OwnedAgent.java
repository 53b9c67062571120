package dev.mandate.identity.identities;

import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.Validity;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.OwnedId;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An agent or workload, and whether anybody answers for it.
 *
 * @param stoppedBy {@code sub} of each who has stopped it by hand; empty while it isn't stopped
 * @param answeredFor false while its owner has left, or nobody has accepted it yet
 * @param boundedBy {@code sub} of who has set by hand when it may act; null where nobody has, or its platform alone
 */
public record OwnedAgent(
        IdentityState state,
        boolean answeredFor,
        Set<String> stoppedBy,
        @Nullable String boundedBy) implements Owned {
    public OwnedAgent {
        stoppedBy = Set.copyOf(stoppedBy);
    }

    public OwnedAgent(IdentityState state, boolean answeredFor) {
        this(state, answeredFor, Set.of(), null);
    }

    /** Whether its platform may say so: of a time that somebody has set by hand it only shortens what is left, also where it did so before. */
    public boolean isItsPlatforms(@Nullable Validity wanted) {
        return boundedBy == null || Validity.narrows(wanted, state.validity());
    }

    /** Also where he has stopped it as well: what another has stopped isn't his to let go on. */
    public boolean isStoppedByAnotherThan(String subject) {
        return stoppedBy.stream().anyMatch(by -> !by.equals(subject));
    }

    @Override
    public OwnedId id() {
        return OwnedId.of(state.identity());
    }

    @Override
    public String name() {
        return state.displayName();
    }

    @Override
    public String purpose() {
        return state.purpose() == null ? "" : state.purpose();
    }

    @Override
    public @Nullable IdentityId owner() {
        return state.owner();
    }

    @Override
    public boolean isGone() {
        return state.status() == IdentityState.Status.DISABLED;
    }

    @Override
    public Optional<IdentityId> answering() {
        return answeredFor ? Optional.ofNullable(state.owner()) : Optional.empty();
    }

    @Override
    public boolean isAnsweredForBy(IdentityState person) {
        return answering().filter(person.identity()::equals).isPresent()
                && state.employmentNumber() == person.employmentNumber();
    }
}
