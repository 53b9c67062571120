package dev.mandate.lifecycle.access;

import dev.mandate.events.ids.GrantId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.Grant;
import dev.mandate.lifecycle.workers.Worker;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A role granted by hand that has not been ended yet. It survives a move, since whoever granted it did so for the person;
 * it never survives the employment in which it was granted.
 *
 * @param employment ordinal of that employment
 */
record HeldGrant(
        GrantId id,
        IdentityId identity,
        int employment,
        String role,
        Instant from,
        @Nullable Instant until,
        String reason,
        String grantedBy,
        Instant grantedAt) {

    /** Why it ends now; empty while it goes on. */
    Optional<String> endedBy(Worker worker, Set<String> roles, Instant now) {
        var standing = worker.standing();
        if (standing == null || !standing.active()) return Optional.of("employment ended");
        if (standing.employment() != employment) return Optional.of("belonged to an earlier employment");
        if (!roles.contains(role)) return Optional.of("the role is gone");
        if (until != null && !now.isBefore(until)) return Optional.of("its time is over");
        return Optional.empty();
    }

    Grant grant() {
        return new Grant(id, role, Grant.Kind.GRANTED, from, until, reason);
    }
}
