package dev.mandate.arguments.schema;

import java.util.List;
import java.util.Map;

/** What is asked of an object as a whole. */
final class ObjectKeywords {
    private ObjectKeywords() {}

    static Keyword required(List<String> names) {
        return (value, trial) -> {
            if (!(value instanceof Map<?, ?> object)) return true;
            trial.spend(names.size());
            for (var name : names)
                if (!object.containsKey(name)) return trial.refuse("required", "is missing") || trial.at(name);
            return true;
        };
    }

    static Keyword dependentRequired(Map<String, List<String>> dependent) {
        return (value, trial) -> {
            if (!(value instanceof Map<?, ?> object)) return true;
            for (var each : dependent.entrySet()) {
                trial.spend(1 + each.getValue().size());
                if (!object.containsKey(each.getKey())) continue;
                for (var name : each.getValue())
                    if (!object.containsKey(name))
                        return trial.refuse(
                                        "dependentRequired", "is missing, and belongs to " + Shown.text(each.getKey()))
                                || trial.at(name);
            }
            return true;
        };
    }

    static Keyword dependentSchemas(Map<String, Subschema> dependent) {
        return (value, trial) -> {
            if (!(value instanceof Map<?, ?> object)) return true;
            for (var each : dependent.entrySet()) {
                trial.spend(1);
                if (object.containsKey(each.getKey()) && !each.getValue().holds(value, trial)) return false;
            }
            return true;
        };
    }

    static Keyword propertyNames(Subschema names) {
        return (value, trial) -> {
            if (!(value instanceof Map<?, ?> object)) return true;
            trial.mute();
            for (var name : object.keySet()) {
                if (names.holds(name, trial)) continue;
                trial.hear();
                return trial.refuse("propertyNames", "has a name that the tool doesn't take")
                        || trial.at(String.valueOf(name));
            }
            trial.hear();
            return true;
        };
    }

    static Keyword atLeast(long least) {
        return (value, trial) -> !(value instanceof Map<?, ?> object)
                || object.size() >= least
                || trial.refuse("minProperties", "must have at least " + least + " members");
    }

    static Keyword atMost(long most) {
        return (value, trial) -> !(value instanceof Map<?, ?> object)
                || object.size() <= most
                || trial.refuse("maxProperties", "must have at most " + most + " members");
    }
}
