package dev.mandate.audit.engine.sigma.pipeline;

import dev.mandate.audit.engine.sigma.reading.YamlPart;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads one of the {@code transformations}. What is not known is refused: a rule that lacks it would mean something else. */
final class TransformationReader {
    private static final Set<String> OF_ALL =
            Set.of("id", "type", "rule_conditions", "rule_cond_op", "rule_cond_not", "field_name_conditions");
    private static final Map<String, Set<String>> TYPES = Map.of(
            "field_name_mapping", Set.of("mapping"),
            "field_name_prefix_mapping", Set.of("mapping"),
            "field_name_prefix", Set.of("prefix"),
            "drop_detection_item", Set.of(),
            "change_logsource", Set.of("category", "product", "service"),
            "add_condition", Set.of("conditions", "negated"),
            "value_placeholders", Set.of("include", "exclude"),
            "wildcard_placeholders", Set.of("include", "exclude"),
            "rule_failure", Set.of("message"));

    private final YamlPart part;
    private final Map<String, YamlPart> keys;
    private final Map<String, List<String>> vars;

    private TransformationReader(YamlPart part, Map<String, YamlPart> keys, Map<String, List<String>> vars) {
        this.part = part;
        this.keys = keys;
        this.vars = vars;
    }

    static Step read(YamlPart part, Map<String, List<String>> vars) {
        var type = part.map().get("type");
        if (type == null) throw part.refuse("add 'type:' to the transformation");
        var own = TYPES.get(type.text());
        if (own == null)
            throw type.refuse("transformation '" + type.text() + "' is not known here; known are "
                    + String.join(", ", TYPES.keySet().stream().sorted().toList()));
        var known = new HashSet<>(OF_ALL);
        known.addAll(own);
        var keys = part.map(known);
        return new Step(
                LogsourceConditions.read(keys), new TransformationReader(part, keys, vars).transformation(type.text()));
    }

    private Transformation transformation(String type) {
        var fields = FieldConditions.read(keys);
        return switch (type) {
            case "field_name_mapping" -> mapped(fields);
            case "field_name_prefix_mapping" -> prefixMapped(fields);
            case "field_name_prefix" -> {
                var prefix = required("prefix").text();
                yield new FieldMapping(fields, name -> List.of(prefix + name));
            }
            case "drop_detection_item" -> {
                if (fields.isOfAll()) throw part.refuse("say of which fields by 'field_name_conditions:'");
                yield rule -> rule.rewriteLines(
                        line -> !line.field().isEmpty() && fields.hold(line.field()) ? List.of() : List.of(line));
            }
            case "change_logsource" -> {
                var source = Logsource.read(part);
                yield rule -> rule.changeLogsource(source);
            }
            case "add_condition" -> added();
            case "value_placeholders" -> new Placeholders(vars, names("include"), names("exclude"), false);
            case "wildcard_placeholders" -> new Placeholders(vars, names("include"), names("exclude"), true);
            default -> {
                var message = required("message").text();
                yield rule -> {
                    throw rule.part().refuse(message);
                };
            }
        };
    }

    private Transformation mapped(FieldConditions fields) {
        var mapping = mapping();
        return new FieldMapping(fields, name -> mapping.getOrDefault(name, List.of(name)));
    }

    private Transformation prefixMapped(FieldConditions fields) {
        var mapping = mapping();
        return new FieldMapping(
                fields,
                name -> mapping.entrySet().stream()
                        .filter(entry -> name.startsWith(entry.getKey()))
                        .findFirst()
                        .map(entry -> entry.getValue().stream()
                                .map(prefix ->
                                        prefix + name.substring(entry.getKey().length()))
                                .toList())
                        .orElse(List.of(name)));
    }

    /** In the order of the file: of two prefixes that fit, the first counts. */
    private Map<String, List<String>> mapping() {
        var mapping = new LinkedHashMap<String, List<String>>();
        required("mapping").map().forEach((theirs, ours) -> mapping.put(theirs, ours.texts()));
        return mapping;
    }

    private Transformation added() {
        var conditions = required("conditions");
        var negated = Option.isTrue(keys, "negated");
        return rule -> {
            if (!rule.isCorrelation()) rule.addCondition(conditions, negated);
        };
    }

    private Set<String> names(String key) {
        var names = keys.get(key);
        return names == null ? Set.of() : Set.copyOf(names.texts());
    }

    private YamlPart required(String key) {
        return Option.required(keys, key, part);
    }
}
