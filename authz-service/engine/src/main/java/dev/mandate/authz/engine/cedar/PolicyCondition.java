package dev.mandate.authz.engine.cedar;

import dev.mandate.authz.engine.cedar.filter.NotAFilter;
import dev.mandate.authz.engine.cedar.filter.Partial;
import dev.mandate.authz.engine.cedar.filter.Truth;

/**
 * One compiled {@code when} or {@code unless} clause. Must be immutable and free of side effects: decisions run in parallel.
 */
@FunctionalInterface
public interface PolicyCondition {

    /**
     * Whether the clause lets the policy apply; an {@code unless} is already negated.
     *
     * @throws EvaluationException if the clause has no truth value for this request; the policy is then skipped
     */
    boolean holds(Evaluation evaluation);

    /**
     * The same where the resource isn't known.
     *
     * @throws NotAFilter if that can't be told as a condition on the resource, as of any clause that doesn't say how
     */
    default Truth residue(Partial evaluation) {
        throw NotAFilter.lookingAt("what no condition is known for");
    }
}
