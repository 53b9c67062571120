package dev.mandate.lifecycle.access;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.ids.GrantId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.Entitlement;
import dev.mandate.events.lifecycle.GovernanceEvent.Cause;
import dev.mandate.events.lifecycle.GovernanceEvent.Granted;
import dev.mandate.events.lifecycle.GovernanceEvent.Revoked;
import dev.mandate.events.lifecycle.Grant;
import dev.mandate.events.lifecycle.Origin;
import dev.mandate.lifecycle.workers.Worker;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A grant that is no birthright. It survives a move, since whoever granted it did so for the person; it never survives the
 * employment in which it was granted.
 *
 * @param employment ordinal of that employment
 * @param ended null while it goes on
 */
record HeldGrant(
        GrantId id,
        IdentityId identity,
        int employment,
        Entitlement entitlement,
        Origin origin,
        String reason,
        Instant from,
        Instant until,
        Actor by,
        Instant grantedAt,
        GrantRecord.@Nullable Ended ended) {

    /** Why it ends now; empty while it goes on. */
    Optional<Cause> endedBy(Worker worker, Set<String> roles, Instant now) {
        var standing = worker.standing();
        if (standing == null || !standing.active() || standing.employment() != employment)
            return Optional.of(Cause.EMPLOYMENT_ENDED);
        if (!roles.contains(entitlement.id())) return Optional.of(Cause.ENTITLEMENT_GONE);
        if (!now.isBefore(until)) return Optional.of(Cause.EXPIRED);
        return Optional.empty();
    }

    HeldGrant ended(Instant at, Cause cause, @Nullable String reason, @Nullable Actor by) {
        var ended = new GrantRecord.Ended(at, cause, reason, by);
        return new HeldGrant(
                id, identity, employment, entitlement, origin, reason(), from, until, by(), grantedAt, ended);
    }

    Grant grant() {
        return new Grant(id, entitlement.id(), Grant.Kind.GRANTED, from, until, reason, origin, by);
    }

    GrantRecord onRecord(long revision) {
        return new GrantRecord(identity, entitlement, grant(), ended, revision);
    }

    Granted granted() {
        return new Granted(id, identity, entitlement, origin, reason, from, until, by);
    }

    /** Only of one that has ended. */
    Revoked revoked() {
        var how = java.util.Objects.requireNonNull(ended);
        return new Revoked(id, identity, entitlement, origin, how.cause(), how.reason(), how.by());
    }
}
