package dev.mandate.audit.engine.sigma.pipeline;

import dev.mandate.audit.engine.sigma.reading.YamlPart;
import java.util.List;
import java.util.function.Function;

/**
 * {@code field_name_mapping}, {@code field_name_prefix_mapping} and {@code field_name_prefix}: which of our fields is meant.
 *
 * @param names our fields for one of theirs, of which any may be meant; the name itself where nothing is said of it
 */
record FieldMapping(FieldConditions conditions, Function<String, List<String>> names) implements Transformation {
    @Override
    public void apply(RuleUnderway rule) {
        rule.rewriteLines(line -> {
            var meant = line.has("fieldref") ? line.withReferences(name -> one(name, line.value())) : line;
            return line.field().isEmpty()
                    ? List.of(meant)
                    : of(line.field()).stream().map(meant::ofField).toList();
        });
        rule.rewriteTests(this::of);
        rule.rewriteFields(field -> field.saying(one(field.text(), field)));
    }

    private List<String> of(String field) {
        return conditions.hold(field) ? names.apply(field) : List.of(field);
    }

    private String one(String field, YamlPart place) {
        var ours = of(field);
        if (ours.size() == 1) return ours.get(0);
        throw place.refuse("'" + field + "' is several fields here (" + String.join(", ", ours)
                + "), and one is needed in this place");
    }
}
