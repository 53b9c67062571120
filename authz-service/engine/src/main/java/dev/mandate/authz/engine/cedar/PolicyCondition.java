package dev.mandate.authz.engine.cedar;

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
}
