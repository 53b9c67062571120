package dev.mandate.authz.engine.decisions;

import dev.mandate.authz.engine.cedar.Answer;
import dev.mandate.authz.engine.cedar.PolicyError;
import dev.mandate.authz.engine.decisions.questions.Reason;
import dev.mandate.authz.engine.policies.Terms;
import dev.mandate.events.authz.Obligation.Kind;
import dev.mandate.events.ids.IdentityId;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** What the Cedar policies say of one principal. A policy that can't be evaluated refuses: it might have been a forbid. */
final class PolicyVerdict {
    private PolicyVerdict() {}

    static Outcome of(IdentityId principal, Reason reason, EvaluationContext evaluation) {
        var request = PolicyRequest.of(principal, evaluation);
        var signedIn = evaluation.question().proof().authentication();
        var judged = evaluation.book().judge(request, evaluation.entities(), signedIn);
        var answer = judged.answer();
        var terms = judged.terms();
        var id = principal.value();
        if (!answer.errors().isEmpty()) return failed(id, answer.errors());
        var open = terms.open();
        if (open != null) return unmet(id, open, answer, terms, evaluation);
        if (answer.allowed()) return new Outcome.Passed(id, answer.determining(), terms.obligations());
        var explanation =
                answer.determining().isEmpty() ? Remedy.where(request, evaluation) : forbidden(id, answer, evaluation);
        return new Outcome.Refused(reason, explanation, id, answer.determining(), terms.obligations());
    }

    /** @param open what must be done before a permit counts */
    static Reason reasonOf(Kind open) {
        return open == Kind.APPROVAL ? Reason.APPROVAL_REQUIRED : Reason.STEP_UP_REQUIRED;
    }

    private static Outcome unmet(
            String principal, Kind open, Answer answer, Terms terms, EvaluationContext evaluation) {
        var policy = terms.obligations().get(0).policy();
        if (open == Kind.APPROVAL)
            return new Outcome.Held(
                    reasonOf(open),
                    answer.allowed()
                            ? "Policy " + policy + " permits it to " + principal + " once a person has approved it."
                            : forbidden(principal, answer, evaluation),
                    principal,
                    answer.determining(),
                    terms.obligations());
        var subject = evaluation.subject();
        var change = subject != null && subject.isPerson()
                ? "; a token that says so changes this."
                : "; an agent's token never shows that, so another policy changes this, or the person does it himself.";
        return new Outcome.Refused(
                reasonOf(open),
                "Policy " + policy + " permits it to " + principal + " once the person has signed in with "
                        + terms.obligations().get(0).value() + change,
                principal,
                answer.determining(),
                terms.obligations());
    }

    private static Outcome failed(String principal, List<PolicyError> errors) {
        var policies = errors.stream().map(PolicyError::policyId).toList();
        return new Outcome.Refused(
                Reason.POLICY_ERROR,
                "Policy " + policies.get(0) + " can't be evaluated ("
                        + errors.get(0).message() + "); correcting it changes this.",
                principal,
                policies,
                List.of());
    }

    /** In their authors' words; empty where they say nothing. */
    static String reasons(List<String> policies, EvaluationContext evaluation) {
        return policies.stream()
                .map(evaluation.book()::reason)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
    }

    private static String forbidden(String principal, Answer answer, EvaluationContext evaluation) {
        var reasons = reasons(answer.determining(), evaluation);
        return reasons.isEmpty()
                ? "Policy " + String.join(", ", answer.determining()) + " forbids it to " + principal
                        + "; whoever owns the policy can change this."
                : reasons;
    }
}
