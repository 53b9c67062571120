package dev.mandate.authz.engine.decisions;

import dev.mandate.authz.engine.decisions.questions.CallContext;
import dev.mandate.authz.engine.delegations.ModelScope;
import dev.mandate.authz.engine.delegations.ScopeCheck;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.ids.IdentityId;

/**
 * Whether the answer to a question could be yes, were its arguments others, or the session, the hour or what was found of late: the
 * resource is there, each link of the delegation names it, and for each principal there is a permit that could apply. It is what
 * somebody may know of, so that it doesn't depend on what he sends. What forbids something says so by itself.
 */
final class Conceivable {
    private static final Guard KNOWN = new KnownResource();

    private Conceivable() {}

    /** Doubt means no. */
    static boolean is(EvaluationContext evaluation) {
        var subject = evaluation.subject();
        return subject != null
                && GuardCheck.check(KNOWN, evaluation).stream().allMatch(Outcome.Passed.class::isInstance)
                && isNamed(evaluation)
                && evaluation.actors().acting().stream().allMatch(principal -> mayBePermitted(principal, evaluation));
    }

    private static boolean isNamed(EvaluationContext evaluation) {
        var chain = evaluation.delegation();
        if (chain == null || !evaluation.acts() && !evaluation.usesModel()) return true;
        return chain.broken() == null && chain.links().stream().allMatch(link -> isNamed(link, evaluation));
    }

    private static boolean isNamed(DelegationState link, EvaluationContext evaluation) {
        return evaluation.usesModel()
                ? ModelScope.of(link, evaluation.question().resourceId()) != null
                : !(WithinScope.check(link, evaluation) instanceof ScopeCheck.NotNamed);
    }

    private static boolean mayBePermitted(IdentityId principal, EvaluationContext evaluation) {
        var context = CallContext.open(evaluation.question().delegation() != null);
        var request = PolicyRequest.of(principal, evaluation.question(), evaluation.own(), context);
        return evaluation.book().policies().mayPermit(request, evaluation.entities());
    }
}
