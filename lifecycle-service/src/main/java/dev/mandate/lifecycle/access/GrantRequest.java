package dev.mandate.lifecycle.access;

import dev.mandate.events.ids.IdentityId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A role for a worker.
 *
 * @param from first instant at which it counts; null for now
 * @param until first instant at which it no longer counts; null for as long as the employment
 * @param reason for people who review it, 1 to 500 characters
 */
record GrantRequest(
        @Nullable IdentityId identity,
        @Nullable String role,
        @Nullable Instant from,
        @Nullable Instant until,
        @Nullable String reason) {}
