package dev.mandate.authz.engine.cedar.json;

import dev.mandate.authz.engine.cedar.Evaluation;
import dev.mandate.authz.engine.cedar.EvaluationException;
import dev.mandate.authz.engine.cedar.Value;
import java.util.List;

/** A compiled expression of Cedar. */
@FunctionalInterface
interface Expression {

    /** @throws EvaluationException if the expression has no value for this request */
    Value evaluate(Evaluation in);

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
