package dev.mandate.identity.limits;

import dev.mandate.arguments.places.Destinations;
import dev.mandate.events.cloudevents.PlainText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An argument of a tool, as far as a limit on it goes.
 *
 * @param required whether the tool's schema says that it has to be there
 */
public record ToolArgument(String name, Kind kind, boolean required) {
    private static final int MOST = 40;
    private static final int LONGEST_NAME = 120;
    private static final int DEEPEST = 8;

    /** Whatever else a schema has may name arguments that stand in no list. */
    private static final Set<String> PLAIN = Set.of(
            "$schema",
            "$id",
            "$comment",
            "type",
            "title",
            "description",
            "properties",
            "required",
            "additionalProperties",
            "minProperties",
            "maxProperties",
            "default",
            "examples");

    public enum Kind {
        NUMBER,
        /** A text, or a list of texts. */
        TEXT,
        /** An object, or what may be one, in which something may say to whom or where a call goes. */
        HOLDER,
        /** What no limit can judge. */
        OTHER
    }

    /** It says to whom or where a call goes, by its name, or may hold what does. */
    boolean isDestination() {
        return kind == Kind.HOLDER || Destinations.isNamed(name);
    }

    /**
     * Those that the schema of a tool names, by their names. Empty where it names none, or more than a page would show, or says of them otherwise
     * than by a list: what isn't known whole is nothing to tell somebody of whom his limit holds.
     *
     * @param schema JSON Schema, as the catalogue has it
     */
    public static Optional<List<ToolArgument>> of(Map<String, Object> schema) {
        if (!PLAIN.containsAll(schema.keySet())
                || !(schema.get("properties") instanceof Map<?, ?> properties)
                || properties.isEmpty()
                || properties.size() > MOST) return Optional.empty();
        var required = schema.get("required") instanceof List<?> names ? names : List.of();
        var arguments = new ArrayList<ToolArgument>();
        for (var property : properties.entrySet()) {
            var name = String.valueOf(property.getKey());
            if (name.isBlank() || name.length() > LONGEST_NAME || !PlainText.is(name)) return Optional.empty();
            arguments.add(new ToolArgument(name, kind(property.getValue()), required.contains(name)));
        }
        arguments.sort(Comparator.comparing(ToolArgument::name));
        return Optional.of(List.copyOf(arguments));
    }

    private static Kind kind(@Nullable Object declared) {
        if (!(declared instanceof Map<?, ?> schema)) return Kind.HOLDER;
        return switch (String.valueOf(schema.get("type"))) {
            case "number", "integer" -> Kind.NUMBER;
            case "string" -> Kind.TEXT;
            case "boolean", "null" -> Kind.OTHER;
            case "array" ->
                schema.get("items") instanceof Map<?, ?> items && "string".equals(items.get("type"))
                        ? Kind.TEXT
                        : holder(schema);
            default -> holder(schema);
        };
    }

    private static Kind holder(Map<?, ?> schema) {
        return mayHold(schema, DEEPEST) ? Kind.HOLDER : Kind.OTHER;
    }

    /** Doubt is yes: of an object or list that doesn't say what is in it, or says so otherwise than by names. */
    private static boolean mayHold(@Nullable Object declared, int deeper) {
        if (deeper == 0 || !(declared instanceof Map<?, ?> schema)) return true;
        return switch (String.valueOf(schema.get("type"))) {
            case "number", "integer", "string", "boolean", "null" -> false;
            case "array" -> mayHold(schema.get("items"), deeper - 1);
            case "object" ->
                !PLAIN.containsAll(schema.keySet())
                        || !(schema.get("properties") instanceof Map<?, ?> properties)
                        || schema.containsKey("additionalProperties")
                                && !Boolean.FALSE.equals(schema.get("additionalProperties"))
                        || properties.entrySet().stream()
                                .anyMatch(inner -> Destinations.isNamed(String.valueOf(inner.getKey()))
                                        || mayHold(inner.getValue(), deeper - 1));
            default -> true;
        };
    }
}
