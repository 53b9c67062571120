package dev.mandate.authz.engine.cedar.json;

import dev.mandate.authz.engine.cedar.BoolValue;
import dev.mandate.authz.engine.cedar.DatetimeValue;
import dev.mandate.authz.engine.cedar.DurationValue;
import dev.mandate.authz.engine.cedar.EvaluationException;
import dev.mandate.authz.engine.cedar.LongValue;
import dev.mandate.authz.engine.cedar.Value;
import java.util.Collections;
import java.util.Map;
import java.util.function.LongBinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The operators that look at nothing but their two operands, which are both evaluated first.
 *
 * @see <a href="https://docs.cedarpolicy.com/policies/syntax-operators.html">Cedar operators</a>
 */
@FunctionalInterface
interface Operators {

    Value apply(Value left, Value right);

    Map<String, Operators> BY_NAME = Map.ofEntries(
            Map.entry("==", (l, r) -> BoolValue.of(l.equals(r))),
            Map.entry("!=", (l, r) -> BoolValue.of(!l.equals(r))),
            Map.entry("<", (l, r) -> BoolValue.of(compare(l, r) < 0)),
            Map.entry("<=", (l, r) -> BoolValue.of(compare(l, r) <= 0)),
            Map.entry(">", (l, r) -> BoolValue.of(compare(l, r) > 0)),
            Map.entry(">=", (l, r) -> BoolValue.of(compare(l, r) >= 0)),
            Map.entry("+", (l, r) -> exact("+", Math::addExact, l, r)),
            Map.entry("-", (l, r) -> exact("-", Math::subtractExact, l, r)),
            Map.entry("*", (l, r) -> exact("*", Math::multiplyExact, l, r)),
            Map.entry("contains", (l, r) -> BoolValue.of(Expect.set(l).contains(r))),
            Map.entry("containsAll", (l, r) -> BoolValue.of(Expect.set(l).containsAll(Expect.set(r)))),
            Map.entry("containsAny", (l, r) -> BoolValue.of(!Collections.disjoint(Expect.set(l), Expect.set(r)))));

    /** Null if Cedar has no such operator on two values. */
    static @Nullable Operators named(String name) {
        return BY_NAME.get(name);
    }

    /** Only numbers, datetimes and durations have an order that operators know; decimals compare by method. */
    private static int compare(Value left, Value right) {
        if (left instanceof DatetimeValue one) {
            return Long.compare(
                    one.epochMillis(),
                    Expect.value(DatetimeValue.class, "datetime", right).epochMillis());
        }
        if (left instanceof DurationValue one) {
            return Long.compare(
                    one.millis(),
                    Expect.value(DurationValue.class, "duration", right).millis());
        }
        return Long.compare(Expect.number(left), Expect.number(right));
    }

    private static Value exact(String operator, LongBinaryOperator arithmetic, Value left, Value right) {
        var one = Expect.number(left);
        var other = Expect.number(right);
        try {
            return new LongValue(arithmetic.applyAsLong(one, other));
        } catch (ArithmeticException e) {
            throw new EvaluationException("integer overflow in " + one + " " + operator + " " + other);
        }
    }
}
