package dev.mandate.identity.tokens;

import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.clients.Scopes;
import dev.mandate.identity.identities.HeldRole;
import dev.mandate.identity.identities.Identities;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person gets: what everybody has, and by roles of Mandate itself the scopes of administration that he names. One who names
 * none gets none of these, so that a token for the day's work is no administrator's.
 */
@ApplicationScoped
class PersonScopes {
    private final Identities identities;
    private final InstantSource clock;

    PersonScopes(Identities identities, InstantSource clock) {
        this.identities = identities;
        this.clock = clock;
    }

    /** @param end of the roles that it takes; null if it takes none */
    record Right(Granted granted, @Nullable Instant end) {}

    Uni<Result<Right, TokenRefusal>> granted(IdentityId person, Asked asked) {
        if (Scopes.OF_PERSON.containsAll(asked.scopes()))
            return Uni.createFrom().item(narrowed(List.of(), asked));
        return identities.mandateRoles(person).map(held -> narrowed(held, asked));
    }

    private Result<Right, TokenRefusal> narrowed(List<HeldRole> held, Asked asked) {
        var now = clock.instant();
        var valid = held.stream().filter(role -> role.validAt(now)).toList();
        var allowed = new HashSet<>(Scopes.OF_PERSON);
        for (var role : valid) allowed.addAll(Scopes.of(role.role()));
        if (asked.scopes().isEmpty()) allowed.retainAll(Scopes.OF_PERSON);
        return Granted.narrow(allowed, asked.scopes(), asked.audience())
                .map(granted ->
                        new Right(granted, Scopes.OF_PERSON.containsAll(granted.scopes()) ? null : firstEnd(valid)));
    }

    private static @Nullable Instant firstEnd(List<HeldRole> roles) {
        return roles.stream()
                .map(HeldRole::until)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }
}
