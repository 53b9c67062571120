package dev.mandate.lifecycle.access;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.Entitlement;
import dev.mandate.events.lifecycle.Origin;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something for a worker.
 *
 * @param origin what it goes back to; no birthright
 * @param by who gives it
 * @param reason for people who review it, as {@link dev.mandate.events.administration.Reason} has it
 * @param from first instant at which it counts; null for now
 * @param until first instant at which it no longer counts; null is refused, in words that say what to do
 */
public record GrantRequest(
        IdentityId identity,
        Entitlement entitlement,
        Origin origin,
        Actor by,
        String reason,
        @Nullable Instant from,
        @Nullable Instant until) {}
