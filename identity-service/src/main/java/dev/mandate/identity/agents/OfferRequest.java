package dev.mandate.identity.agents;

import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.OwnedId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who is to be asked to answer for an agent, a workload or a client.
 *
 * @param endsAt until when he can accept; null for as long as an offer may last
 */
public record OfferRequest(
        OwnedId agent, IdentityId to, @Nullable Instant endsAt) {}
