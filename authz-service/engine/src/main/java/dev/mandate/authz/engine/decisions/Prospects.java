package dev.mandate.authz.engine.decisions;

import dev.mandate.authz.engine.cedar.Request;
import dev.mandate.authz.engine.decisions.answers.Prospect;
import dev.mandate.authz.engine.decisions.answers.Prospect.Kind;
import dev.mandate.authz.engine.decisions.questions.CallContext;
import dev.mandate.authz.engine.decisions.questions.Reason;
import dev.mandate.authz.engine.policies.Foresight;
import dev.mandate.authz.engine.policies.Foresight.Requirement;
import java.util.List;
import java.util.function.Supplier;

/**
 * What becomes of calls that a person's agents would make, by what he himself may do: that alone is his delegation's most. The agent's own
 * policies, and all that depends on a call, its session or the moment, are asked with each call.
 */
final class Prospects {
    private static final System.Logger LOG = System.getLogger(Prospects.class.getName());
    private static final List<Guard> STANDING = List.of(new KnownResource(), new ActiveIdentities(), new ValidTokens());

    private Prospects() {}

    /** @param evaluation of a question about the person and a tool; what can't be evaluated can't be told */
    static Prospect of(Supplier<EvaluationContext> evaluation) {
        try {
            return of(evaluation.get());
        } catch (RuntimeException | StackOverflowError e) {
            LOG.log(System.Logger.Level.ERROR, "what would become of calls can't be told", e);
            return Prospect.UNKNOWN;
        }
    }

    private static Prospect of(EvaluationContext evaluation) {
        var person = evaluation.subject();
        if (person == null || !evaluation.freshness().stale(evaluation.now()).isEmpty()) return Prospect.UNKNOWN;
        for (var guard : STANDING)
            for (var outcome : GuardCheck.check(guard, evaluation))
                if (outcome instanceof Outcome.Refused refused)
                    return new Prospect(Kind.REFUSED, refused.reason(), refused.explanation(), refused.policies());
        var request = PolicyRequest.of(person, evaluation.question(), evaluation.own(), CallContext.open(true));
        return of(evaluation.book().foresee(request, evaluation.entities()), request, evaluation);
    }

    private static Prospect of(Foresight foresight, Request request, EvaluationContext evaluation) {
        var policies = foresight.policies();
        return switch (foresight.requirement()) {
            case OPEN -> Prospect.OPEN;
            case APPROVAL ->
                new Prospect(
                        Kind.ASKED,
                        Reason.APPROVAL_REQUIRED,
                        said(policies, " permits it once a person has approved it.", evaluation),
                        policies);
            case STEP_UP ->
                new Prospect(
                        Kind.REFUSED,
                        Reason.STEP_UP_REQUIRED,
                        said(
                                policies,
                                " permits it to whoever signs in more strongly for it, which no agent of his can show.",
                                evaluation),
                        policies);
            case REFUSED ->
                new Prospect(
                        Kind.REFUSED,
                        Reason.DELEGATOR_POLICY,
                        policies.isEmpty()
                                ? Remedy.where(
                                        "it",
                                        Remedy.roles(
                                                request,
                                                evaluation,
                                                entities -> evaluation
                                                                .book()
                                                                .foresee(request, entities)
                                                                .requirement()
                                                        != Requirement.REFUSED))
                                : said(policies, " forbids it; whoever owns the policy can change this.", evaluation),
                        policies);
        };
    }

    private static String said(List<String> policies, String otherwise, EvaluationContext evaluation) {
        var reasons = PolicyVerdict.reasons(policies, evaluation);
        return reasons.isEmpty() ? "Policy " + String.join(", ", policies) + otherwise : reasons;
    }
}
