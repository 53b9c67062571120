package dev.mandate.identity.agents;

import dev.mandate.events.identity.OfferEvent;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.OfferId;
import dev.mandate.events.ids.OwnedId;
import dev.mandate.identity.identities.IdentitySnapshot;
import dev.mandate.identity.identities.Owned;
import dev.mandate.identity.identities.Requester;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An offer that nobody else changes until the transaction ends, nor its agent, nor who asks. */
record HeldOffer(IdentitySnapshot snapshot, Owned agent, OfferRow row, Instant now) {
    Offer offer() {
        return row.offer(now);
    }

    OfferEvent accepted(Requester by) {
        return new OfferEvent.Accepted(id(), agent.id(), to(), agent.owner(), by.by());
    }

    OfferEvent refused(Requester by) {
        return new OfferEvent.Refused(id(), agent.id(), to(), by.by());
    }

    OfferEvent withdrawn(Requester by) {
        return withdrawn(row, OfferEvent.Why.TAKEN_BACK, by);
    }

    /** @param by null for a departure */
    static OfferEvent withdrawn(OfferRow row, OfferEvent.Why why, @Nullable Requester by) {
        return new OfferEvent.Withdrawn(
                new OfferId(row.id),
                new OwnedId(row.agentId),
                new IdentityId(row.toId),
                why,
                by == null ? null : by.by());
    }

    private OfferId id() {
        return new OfferId(row.id);
    }

    private IdentityId to() {
        return new IdentityId(row.toId);
    }
}
