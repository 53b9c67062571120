package dev.mandate.arguments.schema;

import java.util.HashSet;
import java.util.List;

/** What is asked of a list as a whole. */
final class ListKeywords {
    private ListKeywords() {}

    static Keyword atLeast(long least) {
        return (value, trial) -> !(value instanceof List<?> list)
                || list.size() >= least
                || trial.refuse("minItems", "must have at least " + least + " elements");
    }

    static Keyword atMost(long most) {
        return (value, trial) -> !(value instanceof List<?> list)
                || list.size() <= most
                || trial.refuse("maxItems", "must have at most " + most + " elements");
    }

    static Keyword unique() {
        return (value, trial) -> {
            if (!(value instanceof List<?> list)) return true;
            var seen = new HashSet<String>();
            for (var element : list) {
                var canonical = JsonValues.canonical(element);
                trial.spend(1 + canonical.length() / 8);
                if (!seen.add(canonical)) return trial.refuse("uniqueItems", "must not have the same element twice");
            }
            return true;
        };
    }

    /** @param most negative where there is no upper bound */
    static Keyword contains(Subschema schema, long least, long most) {
        return (value, trial) -> {
            if (!(value instanceof List<?> list)) return true;
            var found = 0L;
            trial.mute();
            for (var element : list) if (schema.holds(element, trial)) found++;
            trial.hear();
            if (found < least)
                return trial.refuse("contains", "must have at least " + least + " elements of a kind that it lacks");
            return most < 0
                    || found <= most
                    || trial.refuse("maxContains", "must have at most " + most + " elements of one kind");
        };
    }
}
