package dev.mandate.arguments.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code prefixItems} and {@code items}.
 *
 * @param rest of the elements behind the first ones; null where the schema says nothing of them
 * @param closed there may be none
 */
record Elements(List<Subschema> first, @Nullable Subschema rest, boolean closed) implements Keyword {
    @Override
    public boolean holds(@Nullable Object value, Trial trial) {
        if (!(value instanceof List<?> list)) return true;
        for (var at = 0; at < list.size(); at++) {
            var schema = at < first.size() ? first.get(at) : rest;
            if (schema == null) return true;
            if (at >= first.size() && closed)
                return trial.refuse("items", "must have at most " + first.size() + " elements") || trial.at(at);
            if (!schema.holds(list.get(at), trial)) return trial.at(at);
        }
        return true;
    }

    @Nullable
    Subschema of(int element) {
        return element < first.size() ? first.get(element) : rest;
    }
}
