package dev.mandate.identity.agents;

import dev.mandate.events.ids.IdentityId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who is to be asked to answer for an agent.
 *
 * @param endsAt until when he can accept; null for as long as an offer may last
 */
public record OfferRequest(
        IdentityId agent, IdentityId to, @Nullable Instant endsAt) {}
