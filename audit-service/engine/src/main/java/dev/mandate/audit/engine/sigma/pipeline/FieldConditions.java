package dev.mandate.audit.engine.sigma.pipeline;

import dev.mandate.audit.engine.sigma.reading.YamlPart;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code field_name_conditions}: of which fields a transformation is.
 *
 * @param included all where none is named
 */
record FieldConditions(Set<String> included, Set<String> excluded) {
    static FieldConditions read(Map<String, YamlPart> keys) {
        var conditions = keys.get("field_name_conditions");
        var parts = conditions == null ? List.<YamlPart>of() : conditions.list();
        return new FieldConditions(named(parts, "include_fields"), named(parts, "exclude_fields"));
    }

    private static Set<String> named(List<YamlPart> conditions, String type) {
        var fields = new HashSet<String>();
        for (var condition : conditions) {
            var keys = condition.map(Set.of("type", "fields"));
            var its = Option.required(keys, "type", condition);
            if (!Set.of("include_fields", "exclude_fields").contains(its.text()))
                throw its.refuse("of the conditions on fields 'include_fields' and 'exclude_fields' are known here");
            if (its.text().equals(type))
                fields.addAll(Option.required(keys, "fields", condition).texts());
        }
        return Set.copyOf(fields);
    }

    boolean hold(String field) {
        return (included.isEmpty() || included.contains(field)) && !excluded.contains(field);
    }

    boolean isOfAll() {
        return included.isEmpty() && excluded.isEmpty();
    }
}
