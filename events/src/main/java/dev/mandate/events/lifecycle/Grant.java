package dev.mandate.events.lifecycle;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.ids.GrantId;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A role held by an identity. The end is compared with the clock at each use, so that nothing depends on a revocation job.
 *
 * @param from first instant at which it counts
 * @param until first instant at which it no longer counts; null for as long as the employment, which only a birthright may
 * @param reason why it is held, for people: the birthright rule or what the granter wrote
 * @param origin what it goes back to; null in records from before it was told
 * @param by who gave it; null for a birthright, which nobody gives, and in records from before it was told
 */
public record Grant(
        GrantId id,
        String role,
        Kind kind,
        Instant from,
        @Nullable Instant until,
        String reason,
        @Nullable Origin origin,
        @Nullable Actor by) {
    public enum Kind {
        BIRTHRIGHT,
        GRANTED
    }

    public Grant {
        Objects.requireNonNull(id, "id is missing");
        Objects.requireNonNull(role, "role is missing");
        Objects.requireNonNull(kind, "kind is missing");
        Objects.requireNonNull(from, "from is missing");
        Objects.requireNonNull(reason, "reason is missing");
    }

    /** For whoever asks what it allows, and not where it comes from. */
    public Grant(GrantId id, String role, Kind kind, Instant from, @Nullable Instant until, String reason) {
        this(id, role, kind, from, until, reason, null, null);
    }

    public boolean validAt(Instant now) {
        return !now.isBefore(from) && (until == null || now.isBefore(until));
    }
}
