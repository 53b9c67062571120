package dev.mandate.authz.engine.decisions;

import dev.mandate.authz.engine.cedar.filter.Conditions;
import dev.mandate.authz.engine.decisions.answers.Unfit;
import dev.mandate.authz.engine.decisions.questions.Reason;
import dev.mandate.authz.engine.policies.PolicyFilter;
import dev.mandate.events.ids.IdentityId;
import java.util.List;

/** What the Cedar policies say of one principal and all resources of a type, where {@link PolicyVerdict} says it of one. */
final class PolicySift {
    private PolicySift() {}

    static Sifted of(IdentityId principal, Reason reason, OwnResource own, EvaluationContext evaluation) {
        var request = PolicyRequest.of(principal, evaluation);
        var signedIn = evaluation.question().proof().authentication();
        var filter = evaluation
                .book()
                .filter(request, evaluation.entities(), own.declared().each(), signedIn);
        var unfit = filter.untold().entrySet().stream()
                .map(of -> Unfit.of("policy", of.getKey(), of.getValue()))
                .toList();
        var outcome = filter.condition().equals(Conditions.NEVER) && unfit.isEmpty()
                ? none(principal, reason, own, filter, evaluation)
                : new Outcome.Passed(principal.value(), filter.policies(), List.of());
        return new Sifted(List.of(outcome), filter.condition(), unfit, filter.leftOut());
    }

    private static Outcome none(
            IdentityId principal, Reason reason, OwnResource own, PolicyFilter filter, EvaluationContext evaluation) {
        var what = evaluation.question().action().name() + " any "
                + own.declared().type().type() + " of "
                + own.declared().application().id();
        var said = PolicyVerdict.reasons(filter.forbids(), evaluation);
        var explanation = !said.isEmpty()
                ? said
                : !filter.forbids().isEmpty()
                        ? "Policy " + String.join(", ", filter.forbids()) + " forbids " + principal.value() + " to "
                                + what + "; whoever owns the policy can change this."
                        : filter.leftOut().isEmpty()
                                ? "No policies permit " + principal.value() + " to " + what
                                        + ", whatever it is like; one that does changes this."
                                : "What permits " + principal.value() + " to " + what
                                        + " asks for something first (" + String.join(", ", filter.leftOut())
                                        + "); asking about each one says what.";
        return new Outcome.Refused(reason, explanation, principal.value(), filter.forbids(), List.of());
    }
}
