package dev.mandate.events.lifecycle;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Reason;
import dev.mandate.events.cloudevents.EventFamily;
import dev.mandate.events.cloudevents.StateRecord;
import dev.mandate.events.ids.ApprovalId;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.topics.TopicCatalogue;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * State on {@code lifecycle.approvals.v1}, keyed by {@link #approval()}: whether a person lets one call be made, once. The call's
 * arguments are told by their digest alone.
 *
 * @param call what it is for; null once deleted
 * @param decision the denial that asked for it
 * @param person who is asked where no policy names others: who answers for the call; null where nobody does, and once deleted
 * @param until first instant at which it can't be answered any more, or, once granted, not be used any more
 * @param answer null until somebody has answered
 * @param used the allow that used it up; null until then
 */
public record ApprovalState(
        ApprovalId approval,
        long revision,
        boolean deleted,
        Status status,
        @Nullable ApprovedCall call,
        DecisionId decision,
        @Nullable IdentityId person,
        Instant askedAt,
        Instant until,
        @Nullable Answer answer,
        @Nullable DecisionId used)
        implements StateRecord {
    public static final EventFamily<ApprovalState> FAMILY = new EventFamily<>(
            TopicCatalogue.LIFECYCLE_APPROVALS,
            Map.of("lifecycle.approval.v1", ApprovalState.class),
            state -> state.approval().value());

    public enum Status {
        /** It waits for an answer. */
        ASKED,
        /** The call may be made, once. */
        GRANTED,
        /** The call may not be made, and nobody is asked again before {@code until}. */
        REFUSED,
        /** The call was allowed. */
        USED,
        /** Its time is over: nobody answered, or nobody made the call. */
        ENDED
    }

    /**
     * What a person said.
     *
     * @param approved whether the call may be made
     * @param by whose token it was, by which client; nobody ever acts for him
     * @param reason in his words; null where he said nothing
     */
    public record Answer(
            boolean approved,
            Actor by,
            Instant at,
            @Nullable String reason) {
        public Answer {
            Objects.requireNonNull(by, "by is missing");
            Objects.requireNonNull(at, "at is missing");
            if (reason != null && !Reason.is(reason)) throw new IllegalArgumentException(Reason.RULE);
        }
    }

    public ApprovalState {
        Objects.requireNonNull(approval, "approval is missing");
        if (revision < 1) throw new IllegalArgumentException("revision starts at 1");
        Objects.requireNonNull(status, "status is missing");
        Objects.requireNonNull(decision, "decision is missing");
        Objects.requireNonNull(askedAt, "askedAt is missing");
        Objects.requireNonNull(until, "until is missing");
        if (!deleted) {
            Objects.requireNonNull(call, "call is missing");
            if ((status == Status.GRANTED || status == Status.REFUSED) && answer == null)
                throw new IllegalArgumentException("answer is missing");
            if (status == Status.GRANTED && answer != null && !answer.approved())
                throw new IllegalArgumentException("what was granted was answered by yes");
        }
    }
}
