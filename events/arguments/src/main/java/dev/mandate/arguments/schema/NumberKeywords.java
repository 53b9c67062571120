package dev.mandate.arguments.schema;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What is asked of a number. */
final class NumberKeywords {
    /** Of what an argument may have to be divided: 1e308 has fewer digits, and 1e-999999999 is written in a few characters. */
    private static final int MOST_DIGITS = 1_500;

    private NumberKeywords() {}

    static Keyword atLeast(BigDecimal least) {
        var said = "must be at least " + shown(least);
        return (value, trial) -> compare(value, least, 0) >= 0 || trial.refuse("minimum", said);
    }

    static Keyword atMost(BigDecimal most) {
        var said = "must be at most " + shown(most);
        return (value, trial) -> compare(value, most, 0) <= 0 || trial.refuse("maximum", said);
    }

    static Keyword above(BigDecimal bound) {
        var said = "must be more than " + shown(bound);
        return (value, trial) -> compare(value, bound, 1) > 0 || trial.refuse("exclusiveMinimum", said);
    }

    static Keyword below(BigDecimal bound) {
        var said = "must be less than " + shown(bound);
        return (value, trial) -> compare(value, bound, -1) < 0 || trial.refuse("exclusiveMaximum", said);
    }

    static Keyword multipleOf(BigDecimal divisor) {
        var said = "must be a multiple of " + shown(divisor);
        return (value, trial) -> {
            var number = JsonValues.number(value);
            if (number == null || number.signum() == 0) return true;
            if (number.precision() > MOST_DIGITS || Math.abs((long) number.scale()) > MOST_DIGITS)
                return trial.refuse("multipleOf", said);
            trial.spend(number.precision() + Math.abs((long) number.scale()));
            return number.remainder(divisor).signum() == 0 || trial.refuse("multipleOf", said);
        };
    }

    /** @param other what to answer for what is no number */
    private static int compare(@Nullable Object value, BigDecimal bound, int other) {
        var number = JsonValues.number(value);
        return number == null ? other : number.compareTo(bound);
    }

    static String shown(BigDecimal number) {
        return Shown.text(number.toString());
    }
}
