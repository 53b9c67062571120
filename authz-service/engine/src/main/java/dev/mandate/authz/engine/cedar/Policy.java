package dev.mandate.authz.engine.cedar;

import dev.mandate.authz.engine.cedar.filter.Conditions;
import dev.mandate.authz.engine.cedar.filter.NotAFilter;
import dev.mandate.authz.engine.cedar.filter.Partial;
import dev.mandate.authz.engine.cedar.filter.Residues;
import dev.mandate.authz.engine.cedar.filter.Truth;
import java.util.List;
import java.util.Map;

/**
 * One policy, ready to be evaluated: a static one, or a template with its slots filled.
 *
 * @param annotations what the author noted by {@code @key("value")}; no part of the decision
 * @param conditions evaluated in this order until one does not hold
 */
public record Policy(
        String id,
        Effect effect,
        Map<String, String> annotations,
        EntityScope principal,
        ActionScope action,
        EntityScope resource,
        List<PolicyCondition> conditions) {

    public Policy {
        annotations = Map.copyOf(annotations);
        conditions = List.copyOf(conditions);
    }

    /** The part that the index cannot tell: which is all but the scope's types and groups. */
    boolean applies(Evaluation evaluation) {
        if (!admitsTypes(evaluation)) return false;
        for (var condition : conditions) {
            if (!condition.holds(evaluation)) return false;
        }
        return true;
    }

    /** The same, where a condition without a value may hold. */
    boolean mayApply(Evaluation evaluation) {
        if (!admitsTypes(evaluation)) return false;
        for (var condition : conditions) {
            try {
                if (!condition.holds(evaluation)) return false;
            } catch (EvaluationException e) {
                // it could hold
            }
        }
        return true;
    }

    /** The same, where a condition without a value may not hold. */
    boolean surelyApplies(Evaluation evaluation) {
        try {
            return applies(evaluation);
        } catch (EvaluationException e) {
            return false;
        }
    }

    /**
     * Of which resources it applies.
     *
     * @throws NotAFilter if that can't be told as a condition
     */
    Truth residue(Partial evaluation) {
        if (!principal.admitsType(evaluation.evaluation().request().principal())) return Truth.of(false);
        var applies = new Truth(Residues.scope(resource, evaluation.resource()), Conditions.ALWAYS);
        for (var condition : conditions) {
            if (applies.holds().equals(Conditions.NEVER)) return applies;
            applies = applies.and(condition.residue(evaluation));
        }
        return applies;
    }

    private boolean admitsTypes(Evaluation evaluation) {
        return principal.admitsType(evaluation.request().principal())
                && resource.admitsType(evaluation.request().resource());
    }
}
