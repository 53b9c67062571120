package dev.mandate.authz.engine.decisions;

import dev.mandate.authz.engine.approvals.Approvals;
import dev.mandate.authz.engine.approvals.Wanted;
import dev.mandate.authz.engine.decisions.questions.Question;
import dev.mandate.authz.engine.decisions.questions.Reason;
import dev.mandate.events.authz.CallDigest;
import dev.mandate.events.authz.NeededApproval;
import dev.mandate.events.authz.NeededApproval.Before;
import dev.mandate.events.authz.Obligation;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.ids.ApprovalId;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.ApprovalState;
import dev.mandate.events.lifecycle.ApprovalState.Answer;
import dev.mandate.events.lifecycle.ApprovalState.Status;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.topics.TopicCatalogue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A call that nothing forbids, but that policies or its session's risk hold back until a person lets it be made. */
record HeldCall(EvaluationContext evaluation, Outcome.Held held, Approvals approvals) {

    /**
     * What comes of it.
     *
     * @param refused null where a person has let it be made
     * @param approval that it uses up, or that would change the denial; null where nobody can be asked
     * @param agreed that lets it be made; null where an approval does, or nothing
     */
    record Answered(
            Outcome.@Nullable Refused refused,
            @Nullable NeededApproval approval,
            @Nullable DelegationState agreed) {
        Answered(Outcome.@Nullable Refused refused, @Nullable NeededApproval approval) {
            this(refused, approval, null);
        }
    }

    /** @param decision whose answer it is, which asks for an approval where nobody has been asked */
    Answered answer(DecisionId decision) {
        var subject = evaluation.subject();
        var session = evaluation.session();
        if (subject == null || session == null || evaluation.person() == null || !evaluation.acts())
            return new Answered(held.refused(), null);
        var call = digest(subject);
        var wanted = new Wanted(
                call,
                evaluation.question().caller(),
                session,
                evaluation.question().delegation(),
                evaluation.book().version(),
                held.obligations().stream()
                        .filter(asked -> asked.kind() == Obligation.Kind.APPROVAL)
                        .toList());
        var known = approvals.of(wanted, evaluation.now());
        if (known == null || known.status() == Status.ASKED) {
            var agreed = AgreedCalls.covering(evaluation, wanted.demands());
            if (agreed != null) return new Answered(null, null, agreed);
        }
        if (known == null) return asked(call, wanted, decision);
        return answer(known, new NeededApproval(known.approval(), call), wanted, decision);
    }

    private Answered answer(ApprovalState known, NeededApproval approval, Wanted wanted, DecisionId decision) {
        var said = known.answer();
        if (said == null || known.status() == Status.ASKED) return new Answered(refused(wanted), approval);
        if (known.status() == Status.REFUSED)
            return new Answered(
                    new Outcome.Refused(
                            Reason.APPROVAL_REFUSED,
                            said.by().subject()
                                    + " was asked to approve this call and said no; nobody is asked again before "
                                    + known.until() + ".",
                            held.about(),
                            held.policies(),
                            List.of()),
                    approval);
        if (approvals
                .completeUntil()
                .isBefore(evaluation.now().minus(evaluation.freshness().bound())))
            return new Answered(stale(), approval);
        // Of whoever left, was stopped or lost his tokens since then, no yes counts any more, nor one to him.
        return counts(said) ? new Answered(null, approval) : asked(approval.call(), wanted, decision);
    }

    private Answered asked(CallDigest call, Wanted wanted, DecisionId decision) {
        if (evaluation.question().dryRun()) return new Answered(refused(wanted), null);
        var before = evaluation.allowed();
        return new Answered(
                refused(wanted),
                new NeededApproval(
                        ApprovalId.of(decision),
                        call,
                        true,
                        new Before(
                                before.calls(),
                                before.labels().stream()
                                        .map(ToolLabel::text)
                                        .sorted()
                                        .toList())));
    }

    /** With what was said yes to before, and why that doesn't do: for who asks, whose task it is about, and for who is asked. */
    private Outcome.Refused refused(Wanted wanted) {
        var refused = held.refused();
        var over = approvals.over(wanted);
        var agreed = AgreedCalls.whyNot(evaluation, wanted.demands());
        var said = new StringBuilder(refused.explanation());
        if (over != null)
            said.append(
                            over.status() == Status.USED
                                    ? " A yes to just this call was used up ("
                                    : " What was asked about it before has ended (")
                    .append(over.approval())
                    .append(").");
        if (agreed != null) said.append(' ').append(agreed);
        return new Outcome.Refused(
                refused.reason(), said.toString(), refused.about(), refused.policies(), refused.obligations());
    }

    /** Subject, tool and arguments; of what an application keeps itself, what it says of it and would do it with. */
    private CallDigest digest(IdentityId subject) {
        var question = evaluation.question();
        var call = evaluation.call();
        return call != null
                ? CallDigest.of(subject, call.tool(), question.arguments())
                : CallDigest.of(subject, question.action().name() + " " + question.resource(), said(question));
    }

    private static Map<String, Object> said(Question question) {
        var arguments = question.arguments();
        return Map.of("resource", question.resourceClaims(), "arguments", arguments == null ? Map.of() : arguments);
    }

    private boolean counts(Answer said) {
        var approver = said.by().identity().orElse(null);
        if (approver == null || !approver.isPerson()) return false;
        if (!(IdentityCheck.of(approver, false, evaluation) instanceof Outcome.Passed)) return false;
        if (!stoodSince(approver, said.at())) return false;
        return evaluation.actors().chain().stream().allMatch(actor -> stoodSince(actor, said.at()));
    }

    private boolean stoodSince(IdentityId identity, Instant at) {
        var state = evaluation.directory().identities().get(identity.value()).state();
        var voidBefore = state == null ? null : state.tokensVoidBefore();
        if (voidBefore != null && at.isBefore(voidBefore)) return false;
        var access = evaluation.directory().access().get(identity.value()).state();
        return access == null || !at.isBefore(access.employmentFrom());
    }

    private Outcome.Refused stale() {
        var topic = TopicCatalogue.LIFECYCLE_APPROVALS.name();
        return new Outcome.Refused(
                Reason.STALE_PROJECTION,
                "A person has approved it, but nothing newer than "
                        + evaluation.freshness().bound().toSeconds() + " s is known of " + topic
                        + "; it changes once lifecycle-service is heard of again.",
                topic,
                held.policies(),
                List.of());
    }
}
