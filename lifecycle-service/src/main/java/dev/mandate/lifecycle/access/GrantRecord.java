package dev.mandate.lifecycle.access;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.Entitlement;
import dev.mandate.events.lifecycle.GovernanceEvent.Cause;
import dev.mandate.events.lifecycle.Grant;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A grant as it is on record.
 *
 * @param identity who got it
 * @param entitlement what
 * @param grant with origin, reason, who gave it, from when until when
 * @param ended how it ended; null while it is held
 * @param revision of the holder's state on {@code lifecycle.access.v1}, which shows it
 */
public record GrantRecord(
        IdentityId identity,
        Entitlement entitlement,
        Grant grant,
        @Nullable Ended ended,
        long revision) {
    /**
     * How a grant ended.
     *
     * @param reason null where nobody took it back, and for what ended before reasons were kept
     * @param by who took it back
     */
    public record Ended(
            Instant at,
            Cause cause,
            @Nullable String reason,
            @Nullable Actor by) {}
}
