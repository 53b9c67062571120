package dev.mandate.authz.engine.cedar.json;

import dev.mandate.authz.engine.cedar.Evaluation;
import dev.mandate.authz.engine.cedar.EvaluationException;
import dev.mandate.authz.engine.cedar.Value;
import dev.mandate.authz.engine.cedar.filter.NotAFilter;
import dev.mandate.authz.engine.cedar.filter.Partial;
import dev.mandate.authz.engine.cedar.filter.Residue;
import java.util.List;
import java.util.function.Function;

/** A compiled expression of Cedar. */
@FunctionalInterface
interface Expression {

    /** @throws EvaluationException if the expression has no value for this request */
    Value evaluate(Evaluation in);

    /**
     * What is left of it where the resource isn't known.
     *
     * @throws NotAFilter if that can't be told as a condition
     */
    default Residue residue(Partial in) {
        return in.known(this::evaluate);
    }

    /** Whether it reads the resource; what doesn't has a value without one. */
    default boolean readsResource() {
        return false;
    }

    /** What a decision evaluates: the same, and nothing around it. Expressions are made of it, so that filters cost decisions nothing. */
    default Expression evaluator() {
        return this;
    }

    /** The same expression, by whichever of its parts reads the resource. */
    static Expression of(Expression evaluator, Function<Partial, Residue> residual, List<Expression> parts) {
        return parts.stream().anyMatch(Expression::readsResource) ? new OfResource(evaluator, residual) : evaluator;
    }

    /** An expression that reads the resource. */
    record OfResource(Expression evaluator, Function<Partial, Residue> residual) implements Expression {
        @Override
        public Value evaluate(Evaluation in) {
            return evaluator.evaluate(in);
        }

        @Override
        public Residue residue(Partial in) {
            return residual.apply(in);
        }

        @Override
        public boolean readsResource() {
            return true;
        }
    }

    /** An expression whose value is known before any request. */
    record Constant(Value value) implements Expression {
        @Override
        public Value evaluate(Evaluation in) {
            return value;
        }
    }

    static boolean allConstant(Iterable<Expression> expressions) {
        for (var expression : expressions) {
            if (!(expression instanceof Constant)) return false;
        }
        return true;
    }

    static List<Value> evaluateAll(List<Expression> expressions, Evaluation in) {
        return expressions.stream().map(e -> e.evaluate(in)).toList();
    }
}
