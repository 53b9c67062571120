package dev.mandate.arguments.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Schemas that judge the same value together. */
final class Combinations {
    private Combinations() {}

    /** {@code $ref} is one of one. */
    static Keyword allOf(List<Subschema> all) {
        return (value, trial) -> {
            for (var one : all) if (!one.holds(value, trial)) return false;
            return true;
        };
    }

    static Keyword anyOf(List<Subschema> all) {
        return (value, trial) -> {
            trial.mute();
            for (var one : all) {
                if (!one.holds(value, trial)) continue;
                trial.hear();
                return true;
            }
            trial.hear();
            return trial.refuse("anyOf", "must be as one of the alternatives of the tool's schema");
        };
    }

    static Keyword oneOf(List<Subschema> all) {
        return (value, trial) -> {
            var fitting = 0;
            trial.mute();
            for (var one : all) if (one.holds(value, trial)) fitting++;
            trial.hear();
            return fitting == 1
                    || trial.refuse("oneOf", "must be as exactly one of the alternatives of the tool's schema");
        };
    }

    static Keyword not(Subschema other) {
        return (value, trial) -> {
            trial.mute();
            var holds = other.holds(value, trial);
            trial.hear();
            return !holds || trial.refuse("not", "must not be as the tool's schema excludes");
        };
    }

    static Keyword either(Subschema condition, @Nullable Subschema then, @Nullable Subschema otherwise) {
        return (value, trial) -> {
            trial.mute();
            var holds = condition.holds(value, trial);
            trial.hear();
            var next = holds ? then : otherwise;
            return next == null || next.holds(value, trial);
        };
    }
}
