package dev.mandate.identity.agents;

import dev.mandate.events.identity.OfferEvent.Cause;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.OfferId;
import dev.mandate.events.ids.OwnedId;
import java.time.Instant;

/**
 * An offer to answer for an agent, a workload or a client, as it is now.
 *
 * @param agent or the workload, or the client
 * @param to the person who is asked
 * @param endsAt first instant at which it can't be accepted any more
 */
public record Offer(
        OfferId offer, OwnedId agent, IdentityId to, Cause cause, Instant madeAt, Instant endsAt, Status status) {
    public enum Status {
        OPEN,
        ACCEPTED,
        REFUSED,
        WITHDRAWN,
        /** Nobody took it in time. Nothing writes this: it is read from the clock. */
        EXPIRED
    }
}
