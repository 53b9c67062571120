package dev.mandate.lifecycle.approvals;

import dev.mandate.events.authz.Approvers;
import dev.mandate.events.authz.Obligation;
import dev.mandate.events.ids.ApprovalId;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.ApprovalState;
import dev.mandate.events.lifecycle.ApprovalState.Answer;
import dev.mandate.events.lifecycle.ApprovalState.Status;
import dev.mandate.events.lifecycle.ApprovedCall;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One call that somebody is asked about, as its row is; held under the row's lock while it changes.
 *
 * @param person who answers for the call
 * @param approver who is asked; null where whoever has {@code roles} is
 * @param roles all of which he has to have; empty where one person is asked
 * @param shown what people are shown of the call
 * @param receivers who may get something by the call, and so doesn't approve it
 * @param used the allow that used it up
 * @param dueAt when it is looked at again
 */
record Approval(
        ApprovalId id,
        long revision,
        Status status,
        ApprovedCall call,
        DecisionId decision,
        @Nullable IdentityId person,
        @Nullable IdentityId approver,
        Set<String> roles,
        ShownCall shown,
        Receivers receivers,
        Instant askedAt,
        Instant until,
        @Nullable Answer answer,
        @Nullable DecisionId used,
        boolean deleted,
        Instant dueAt) {
    /** What is over is kept this long for whoever asks what became of it, and its tombstone waits as long again. */
    private static final Duration KEPT = Duration.ofDays(1);

    Approval {
        roles = Set.copyOf(roles);
    }

    /** How whoever answers has to have signed in, by all who demand it; empty where any sign-in will do. */
    Set<String> acrs() {
        var acrs = new TreeSet<String>();
        for (var demand : call.demands()) {
            var acr = approvers(demand).acr();
            if (acr != null) acrs.add(acr);
        }
        return acrs;
    }

    static Approvers approvers(Obligation demand) {
        return Approvers.parse(demand.value()).orElse(Approvers.ACCOUNTABLE);
    }

    /** A client makes the call by a person's token, who is asked whether he wants it. */
    boolean isByClient() {
        return call.subject().isPerson() && call.subject().equals(approver);
    }

    /** Which client makes the call. Who asks about it may be a gateway that was shown its token. */
    String client() {
        return shown.client() == null ? call.caller() : shown.client();
    }

    /** Who begins the sentences about it. */
    String who() {
        return isByClient() ? "The client " + client() : call.subject().value();
    }

    /** It makes the call, or has asked about it: whatever token it has, it doesn't say yes to itself. */
    boolean isOf(@Nullable String its) {
        return call.caller().equals(its) || client().equals(its);
    }

    boolean waits(Instant now) {
        return status == Status.ASKED && now.isBefore(until);
    }

    /** A yes that nobody has used up is taken back by a no. */
    boolean canBeAnswered(boolean yes, Instant now) {
        return waits(now) || (!yes && status == Status.GRANTED && now.isBefore(until));
    }

    Approval answered(Answer by, Instant ends) {
        return next(by.approved() ? Status.GRANTED : Status.REFUSED, ends, by, used, ends);
    }

    Approval used(DecisionId allow, Instant now) {
        return next(Status.USED, until, answer, allow, now.plus(KEPT));
    }

    /** Its time is over. */
    Approval ended(Instant now) {
        return next(Status.ENDED, until, answer, used, now.plus(KEPT));
    }

    /** The last revision. */
    Approval gone(Instant now) {
        var last = next(status, until, answer, used, now.plus(KEPT));
        return new Approval(
                id,
                last.revision,
                status,
                call,
                decision,
                person,
                approver,
                roles,
                shown,
                receivers,
                askedAt,
                until,
                answer,
                used,
                true,
                last.dueAt);
    }

    private Approval next(
            Status next, Instant ends, @Nullable Answer said, @Nullable DecisionId allow, Instant lookAgain) {
        return new Approval(
                id,
                revision + 1,
                next,
                call,
                decision,
                person,
                approver,
                roles,
                shown,
                receivers,
                askedAt,
                ends,
                said,
                allow,
                deleted,
                lookAgain);
    }

    /** As everybody else learns of it: of a deleted one nothing of whom it was about. */
    ApprovalState state() {
        return new ApprovalState(
                id,
                revision,
                deleted,
                status,
                deleted ? null : call,
                decision,
                deleted ? null : person,
                askedAt,
                until,
                deleted ? null : answer,
                used);
    }
}
