package dev.mandate.identity.agents;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.identity.OfferEvent;
import dev.mandate.events.identity.OfferEvent.Cause;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.OfferId;
import dev.mandate.events.ids.OwnedId;
import dev.mandate.identity.agents.Offer.Status;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The last offer of an agent, a workload or a client: at most one can be accepted. */
@Entity
@Table(name = "agent_offers")
@SuppressWarnings("NullAway.Init")
class OfferRow {
    @Id
    @Column(name = "agent_id")
    String agentId;

    String id;

    @Column(name = "to_id")
    String toId;

    @Enumerated(EnumType.STRING)
    Cause cause;

    @Column(name = "made_at")
    Instant madeAt;

    @Column(name = "ends_at")
    Instant endsAt;

    @Enumerated(EnumType.STRING)
    Status status;

    /** Another offer, which can be accepted, takes the place of the one before. */
    void become(OfferRequest request, Cause why, Instant now, Instant end) {
        agentId = request.agent().value();
        id = OfferId.next().value();
        toId = request.to().value();
        cause = why;
        madeAt = now.truncatedTo(ChronoUnit.MILLIS);
        endsAt = end.truncatedTo(ChronoUnit.MILLIS);
        status = Status.OPEN;
    }

    /** @param owner who answers for the agent until then */
    OfferEvent made(@Nullable IdentityId owner, @Nullable Actor by) {
        return new OfferEvent.Made(
                new OfferId(id), new OwnedId(agentId), new IdentityId(toId), owner, cause, endsAt, by);
    }

    boolean open(Instant now) {
        return status == Status.OPEN && now.isBefore(endsAt);
    }

    Offer offer(Instant now) {
        return new Offer(
                new OfferId(id),
                new OwnedId(agentId),
                new IdentityId(toId),
                cause,
                madeAt,
                endsAt,
                status == Status.OPEN && !open(now) ? Status.EXPIRED : status);
    }
}
