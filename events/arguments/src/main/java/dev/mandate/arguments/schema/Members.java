package dev.mandate.arguments.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code properties}, {@code patternProperties} and {@code additionalProperties}: one pass over what is there.
 *
 * @param others what neither of the first two names; null where the schema says nothing of them
 * @param open it says that there may be others
 */
record Members(
        Map<String, Subschema> named,
        List<ByPattern> byPattern,
        @Nullable Subschema others,
        boolean open) implements Keyword {

    record ByPattern(LinearPattern name, Subschema schema) {}

    @Override
    public boolean holds(@Nullable Object value, Trial trial) {
        if (!(value instanceof Map<?, ?> object)) return true;
        for (var member : object.entrySet()) {
            var name = String.valueOf(member.getKey());
            if (!holds(name, member.getValue(), trial)) return trial.at(name);
        }
        return true;
    }

    private boolean holds(String name, @Nullable Object value, Trial trial) {
        trial.spend(1);
        var schema = named.get(name);
        if (schema != null && !schema.holds(value, trial)) return false;
        var known = schema != null;
        for (var pattern : byPattern) {
            if (!pattern.name().isIn(name, trial)) continue;
            known = true;
            if (!pattern.schema().holds(value, trial)) return false;
        }
        if (known || others == null) return true;
        if (!open) return trial.refuse("additionalProperties", "isn't one that the tool takes");
        return others.holds(value, trial);
    }

    /** The schemas of a member that it names; empty where it doesn't. */
    List<Subschema> of(String name, Trial trial) {
        trial.spend(1);
        var schema = named.get(name);
        if (byPattern.isEmpty()) return schema == null ? List.of() : List.of(schema);
        var all = new ArrayList<Subschema>();
        if (schema != null) all.add(schema);
        for (var pattern : byPattern) if (pattern.name().isIn(name, trial)) all.add(pattern.schema());
        return all;
    }
}
