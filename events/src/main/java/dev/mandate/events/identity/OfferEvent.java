package dev.mandate.events.identity;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.OfferId;
import dev.mandate.events.ids.OwnedId;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What became of offers to answer for an agent, a workload or a client. Nobody answers for one who has not accepted it; an offer that nobody took ends by
 * itself, as its first fact said.
 */
public sealed interface OfferEvent extends AdministrationEvent {
    OfferId offer();

    /** Or the workload, or the client. */
    OwnedId agent();

    @Override
    default String subject() {
        return agent().value();
    }

    /**
     * A person is asked to answer for the agent.
     *
     * @param to the person who is asked
     * @param owner who answers for it until then, if he is active; null while nobody does
     * @param endsAt first instant at which it can't be accepted any more
     * @param by null where a departure made it
     */
    record Made(
            OfferId offer,
            OwnedId agent,
            IdentityId to,
            @Nullable IdentityId owner,
            Cause cause,
            Instant endsAt,
            @Nullable Actor by)
            implements OfferEvent {
        public Made {
            Objects.requireNonNull(offer, "offer is missing");
            Objects.requireNonNull(agent, "agent is missing");
            Objects.requireNonNull(to, "to is missing");
            Objects.requireNonNull(cause, "cause is missing");
            Objects.requireNonNull(endsAt, "endsAt is missing");
        }
    }

    /** Why there is an offer. */
    enum Cause {
        /** The agent was registered by another than the one who is to answer for it. */
        REGISTERED,
        /** An administrator, or who answers for it now, wants another to do so. */
        HANDED_OVER,
        /** Who answered for it left, or left without taking it; his manager is asked. */
        OWNER_LEFT
    }

    /**
     * The person answers for the agent from now on.
     *
     * @param owner who has accepted
     * @param before who answered for it until now, or would have; null if nobody ever did
     */
    record Accepted(
            OfferId offer,
            OwnedId agent,
            IdentityId owner,
            @Nullable IdentityId before,
            Actor by) implements OfferEvent {
        public Accepted {
            Objects.requireNonNull(offer, "offer is missing");
            Objects.requireNonNull(agent, "agent is missing");
            Objects.requireNonNull(owner, "owner is missing");
            Objects.requireNonNull(by, "by is missing");
        }
    }

    /** The person doesn't want to. */
    record Refused(OfferId offer, OwnedId agent, IdentityId to, Actor by) implements OfferEvent {
        public Refused {
            Objects.requireNonNull(offer, "offer is missing");
            Objects.requireNonNull(agent, "agent is missing");
            Objects.requireNonNull(to, "to is missing");
            Objects.requireNonNull(by, "by is missing");
        }
    }

    /**
     * It can't be accepted any more.
     *
     * @param by null where the departure of whom was asked took it back
     */
    record Withdrawn(
            OfferId offer,
            OwnedId agent,
            IdentityId to,
            Why why,
            @Nullable Actor by) implements OfferEvent {
        public Withdrawn {
            Objects.requireNonNull(offer, "offer is missing");
            Objects.requireNonNull(agent, "agent is missing");
            Objects.requireNonNull(to, "to is missing");
            Objects.requireNonNull(why, "why is missing");
        }
    }

    /** Why an offer was taken back. */
    enum Why {
        TAKEN_BACK,
        /** Another offer of the same agent was made instead. */
        REPLACED,
        RECIPIENT_LEFT
    }
}
