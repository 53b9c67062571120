package dev.mandate.identity.identities;

import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.IdentityState.Status;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A person as he himself, and an application that he signs in to, may know him. */
public record PersonProfile(IdentityState state, @Nullable String email) {
    public boolean active() {
        return state.status() == Status.ACTIVE;
    }

    /** What others know of him, and try first as a password. */
    public Set<String> knownNames() {
        return Stream.of(state.displayName(), email, state.employeeId())
                .filter(Objects::nonNull)
                .collect(Collectors.toUnmodifiableSet());
    }
}
