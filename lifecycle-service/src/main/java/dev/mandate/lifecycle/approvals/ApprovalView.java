package dev.mandate.lifecycle.approvals;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mandate.events.ids.ApprovalId;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.lifecycle.ApprovalState;
import dev.mandate.events.lifecycle.ApprovalState.Answer;
import dev.mandate.events.lifecycle.ApprovalState.Status;
import dev.mandate.lifecycle.approvals.ApprovalAnswers.Shown;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An approval as whom it concerns sees it.
 *
 * @param says what will happen, what was done before and why somebody is asked, a sentence each
 * @param what of the first sentence: what the subject wants to do and for whom, without the arguments
 * @param subject who makes the call
 * @param person who answers for it
 * @param approver who is asked; absent where whoever has the roles is
 * @param acr how he has to have signed in; empty where any sign-in will do
 * @param arguments of the call, cut, without what looks like a secret
 * @param moreArguments how many there are besides
 * @param until before which it is answered, or, once granted, used
 * @param used the decision that used it up
 * @param kind what the person whose task it is may agree to instead of being asked for each such call; absent where each is asked for
 * @param stream where decisions learn of it, under {@code key}; from {@code revision} on they know what was done here
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ApprovalView(
        ApprovalId approval,
        Status status,
        List<String> says,
        String what,
        IdentityId subject,
        @Nullable IdentityId person,
        @Nullable IdentityId approver,
        Set<String> roles,
        Set<String> acr,
        SessionId session,
        @Nullable DelegationId delegation,
        String action,
        String resource,
        Map<String, String> arguments,
        int moreArguments,
        DecisionId decision,
        Instant askedAt,
        Instant until,
        @Nullable Answer answer,
        @Nullable DecisionId used,
        @Nullable OfferedKind kind,
        String stream,
        String key,
        long revision) {
    static ApprovalView of(Shown shown) {
        var it = shown.approval();
        var call = it.call();
        return new ApprovalView(
                it.id(),
                it.status(),
                it.shown().sentences(it.who(), shown.forWhom()),
                it.shown().what(shown.forWhom()),
                call.subject(),
                it.person(),
                it.approver(),
                it.roles(),
                it.acrs(),
                call.session(),
                call.delegation(),
                call.action(),
                call.resource(),
                it.shown().arguments(),
                it.shown().more(),
                it.decision(),
                it.askedAt(),
                it.until(),
                it.answer(),
                it.used(),
                OfferedKind.of(it).orElse(null),
                ApprovalState.FAMILY.topic().name(),
                it.id().value(),
                it.revision());
    }
}
