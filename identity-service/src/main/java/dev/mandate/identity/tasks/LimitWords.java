package dev.mandate.identity.tasks;

import dev.mandate.events.identity.Constraint;

/** A limit on an argument as a person reads it. */
final class LimitWords {
    private LimitWords() {}

    static String of(Constraint limit) {
        var values = limit.values();
        var all = String.join(" or ", values);
        return limit.argument() + " "
                + switch (limit.operator()) {
                    case AT_MOST -> "from 0 to " + values.get(0);
                    case AT_LEAST -> "at least " + values.get(0);
                    case BETWEEN -> "from " + values.get(0) + " to " + values.get(1);
                    case ONE_OF -> "only " + all;
                    case STARTS_WITH -> "only what begins with " + all;
                    case PATH_UNDER -> "only in the directory " + all;
                    case URL_UNDER -> "only at " + all + ", and below";
                    case DOMAIN_IN -> "only addresses at " + all;
                };
    }
}
