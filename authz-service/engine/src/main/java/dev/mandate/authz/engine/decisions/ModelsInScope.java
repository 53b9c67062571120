package dev.mandate.authz.engine.decisions;

import dev.mandate.authz.engine.decisions.questions.Reason;
import dev.mandate.authz.engine.delegations.DelegationChain;
import dev.mandate.authz.engine.delegations.ModelScope;
import dev.mandate.authz.engine.delegations.ModelScope.Budget;
import dev.mandate.authz.engine.sessions.ModelUses;
import dev.mandate.events.actions.TokenUsage;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.ids.DelegationId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Each link that names models names this one, and has some of its budget left. A budget is all that is used under the link and under what was made
 * from it, also by delegations that are gone by now: of such a one it isn't known from which link it was made.
 */
final class ModelsInScope {
    private ModelsInScope() {}

    static List<Outcome> check(EvaluationContext evaluation) {
        var outcomes = new ArrayList<Outcome>();
        for (var link : evaluation.links()) {
            var id = link.delegation().value();
            var scope = ModelScope.of(link, evaluation.question().resourceId());
            if (scope == null) {
                outcomes.add(Outcome.refused(
                        Reason.OUTSIDE_SCOPE,
                        id,
                        "Delegation " + id + " names other models; a delegation that names "
                                + WithinScope.nameOf(evaluation) + " changes this."));
                return outcomes;
            }
            for (var budget : scope.budgets()) {
                var refused = refused(link, budget, evaluation);
                if (refused == null) continue;
                outcomes.add(refused);
                return outcomes;
            }
            outcomes.add(Outcome.passed(id));
        }
        return outcomes.isEmpty() ? List.of(Outcome.PASSED) : outcomes;
    }

    /** There is a budget for it. */
    static boolean limited(EvaluationContext evaluation) {
        return evaluation.links().stream()
                .map(link -> ModelScope.of(link, evaluation.question().resourceId()))
                .anyMatch(scope -> scope != null && !scope.budgets().isEmpty());
    }

    private static @Nullable Outcome refused(DelegationState link, Budget budget, EvaluationContext evaluation) {
        var id = link.delegation().value();
        if (budget.most() == null)
            return Outcome.refused(
                    Reason.LIMIT_EXCEEDED,
                    id,
                    "Delegation " + id + " limits a model by " + budget.limit().argument()
                            + ", which can't be judged; a limit AT_MOST of calls or tokens changes this.");
        if (budget.ofTokens() && !ModelUses.tellsTokens(evaluation.question().argumentsOrNone()))
            return Outcome.refused(
                    Reason.LIMIT_EXCEEDED,
                    id,
                    "Delegation " + id
                            + " limits tokens, and the question doesn't say how many this takes at most; the argument "
                            + ModelScope.TOKENS + ", a whole number from 0 to " + TokenUsage.MOST + ", changes this.");
        if (evaluation.doubt() != null)
            return Outcome.refused(
                    Reason.SESSION_UNKNOWN,
                    String.valueOf(evaluation.session()),
                    "What was used of models is not known for certain, since " + evaluation.doubt()
                            + "; a new delegation, or asking again later, changes this.");
        var used = evaluation.models().of(budget.model(), leaf -> under(link.delegation(), leaf, evaluation));
        var left = budget.most().subtract(BigDecimal.valueOf(budget.ofTokens() ? used.tokens() : used.calls()));
        if (left.compareTo(budget.ofTokens() ? BigDecimal.ZERO : BigDecimal.valueOf(0.5)) > 0) return null;
        return Outcome.refused(
                Reason.BUDGET_EXHAUSTED,
                id,
                "Delegation " + id + " allows " + budget.limit().values().get(0) + " "
                        + budget.limit().argument() + " of " + (budget.model() == null ? "all models" : budget.model())
                        + ", which are used up" + (budget.ofTokens() ? " or under way" : "")
                        + "; a new delegation changes this.");
    }

    private static boolean under(DelegationId link, DelegationId leaf, EvaluationContext evaluation) {
        if (leaf.equals(link)) return true;
        DelegationChain chain = evaluation.delegations().chainOf(leaf);
        return chain.broken() != null
                || chain.links().stream().anyMatch(one -> one.delegation().equals(link));
    }
}
