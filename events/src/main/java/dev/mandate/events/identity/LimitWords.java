package dev.mandate.events.identity;

import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A limit as a person reads it, such as {@code amount from 0 to 500}. */
public final class LimitWords {
    private LimitWords() {}

    /** With its values as they are. */
    public static String of(Constraint limit) {
        return of(limit, UnaryOperator.identity());
    }

    /** @param written how what somebody wrote is shown: the argument's name and each value that is no number */
    public static String of(Constraint limit, UnaryOperator<String> written) {
        var values = limit.values();
        if (limit.operator() == Constraint.Operator.CALLS) return "called " + times(values.get(0)) + " at most";
        var all = values.stream().map(written).collect(Collectors.joining(" or "));
        return written.apply(limit.argument()) + " "
                + switch (limit.operator()) {
                    case AT_MOST -> "from 0 to " + values.get(0);
                    case AT_LEAST -> "at least " + values.get(0);
                    case BETWEEN -> "from " + values.get(0) + " to " + values.get(1);
                    case ONE_OF -> "only " + all;
                    case STARTS_WITH -> "only what begins with " + all;
                    case PATH_UNDER -> "only in the directory " + all;
                    case URL_UNDER -> "only at " + all + ", and below";
                    case DOMAIN_IN -> "only addresses at " + all;
                    case CALLS -> "";
                }
                + (limit.holdsWithout() ? ", or none" : "");
    }

    private static String times(String number) {
        return number.equals("1") ? "once" : number + " times";
    }
}
