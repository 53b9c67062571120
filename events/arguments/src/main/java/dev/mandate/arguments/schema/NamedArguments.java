package dev.mandate.arguments.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks for arguments that nothing names. */
final class NamedArguments {
    private final ArgumentsSchema.Limited limited;
    private final Trial trial;

    NamedArguments(ArgumentsSchema.Limited limited, Trial trial) {
        this.limited = limited;
        this.trial = trial;
    }

    @Nullable
    String unnamed(Subschema schema, Map<String, Object> arguments) {
        return inObject(schema.together(), arguments, "");
    }

    private @Nullable String inObject(List<Subschema> schemas, Map<?, ?> object, String path) {
        trial.enter(1);
        var described = path.isEmpty();
        var open = false;
        for (var schema : schemas) {
            described |= schema.members != null;
            open |= schema.members != null && schema.members.open();
        }
        var limitedHere = limited.within(path);
        if (!described && !limitedHere) {
            trial.leave();
            return null;
        }
        for (var member : object.entrySet()) {
            var name = String.valueOf(member.getKey());
            var at = path.isEmpty() ? name : path + "." + name;
            var next = named(schemas, name);
            if (next.isEmpty() && !limited.names(at) && (!open || limitedHere)) return Shown.text(at);
            var inside = inside(next.isEmpty() && open ? others(schemas) : next, member.getValue(), at);
            if (inside != null) return inside;
        }
        trial.leave();
        return null;
    }

    private @Nullable String inside(List<Subschema> schemas, @Nullable Object value, String path) {
        if (value instanceof Map<?, ?> object) return inObject(together(schemas), object, path);
        if (!(value instanceof List<?> list)) return null;
        var all = together(schemas);
        for (var at = 0; at < list.size(); at++) {
            trial.spend(1);
            var element = list.get(at);
            if (!(element instanceof Map<?, ?>) && !(element instanceof List<?>)) continue;
            var next = new ArrayList<Subschema>();
            for (var schema : all) {
                var of = schema.elements == null ? null : schema.elements.of(at);
                if (of != null) next.add(of);
            }
            trial.enter(1);
            var inside = inside(next, element, path);
            trial.leave();
            if (inside != null) return inside;
        }
        return null;
    }

    private List<Subschema> named(List<Subschema> schemas, String name) {
        if (schemas.size() == 1) {
            var members = schemas.get(0).members;
            return members == null ? List.of() : members.of(name, trial);
        }
        var all = new ArrayList<Subschema>();
        for (var schema : schemas) if (schema.members != null) all.addAll(schema.members.of(name, trial));
        return all;
    }

    private static List<Subschema> others(List<Subschema> schemas) {
        var all = new ArrayList<Subschema>();
        for (var schema : schemas)
            if (schema.members != null && schema.members.others() != null) all.add(schema.members.others());
        return all;
    }

    private List<Subschema> together(List<Subschema> schemas) {
        if (schemas.size() == 1) return schemas.get(0).together();
        var all = new ArrayList<Subschema>();
        for (var schema : schemas) all.addAll(schema.together());
        trial.spend(all.size());
        return all;
    }
}
