package dev.mandate.authz.decisions;

import dev.mandate.authz.cedar.Answer;
import dev.mandate.authz.cedar.PolicyError;
import dev.mandate.events.ids.IdentityId;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** What the Cedar policies say of one principal. A policy that can't be evaluated refuses: it might have been a forbid. */
final class PolicyVerdict {
    private PolicyVerdict() {}

    static Outcome of(IdentityId principal, Reason reason, Matter matter) {
        var request =
                PolicyRequest.of(principal, matter.question(), matter.context().context());
        var answer = matter.book().policies().decide(request, matter.entities());
        var id = principal.value();
        if (!answer.errors().isEmpty()) return failed(id, answer.errors());
        if (answer.allowed()) return new Outcome.Passed(id, answer.determining());
        var explanation =
                answer.determining().isEmpty() ? Remedy.where(request, matter) : forbidden(id, answer, matter);
        return new Outcome.Refused(reason, explanation, id, answer.determining());
    }

    private static Outcome failed(String principal, List<PolicyError> errors) {
        var policies = errors.stream().map(PolicyError::policyId).toList();
        return new Outcome.Refused(
                Reason.POLICY_ERROR,
                "Policy " + policies.get(0) + " can't be evaluated ("
                        + errors.get(0).message() + "); correcting it changes this.",
                principal,
                policies);
    }

    private static String forbidden(String principal, Answer answer, Matter matter) {
        var reasons = answer.determining().stream()
                .map(matter.book()::reason)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
        return reasons.isEmpty()
                ? "Policy " + String.join(", ", answer.determining()) + " forbids it to " + principal
                        + "; whoever owns the policy can change this."
                : reasons;
    }
}
