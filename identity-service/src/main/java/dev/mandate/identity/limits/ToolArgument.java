package dev.mandate.identity.limits;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.mandate.arguments.places.Destinations;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.cloudevents.PlainText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An argument of a tool, as far as a limit on it goes.
 *
 * @param required whether the tool's schema says that it has to be there
 */
public record ToolArgument(String name, Kind kind, boolean required) {
    private static final int MOST = 40;
    private static final int LONGEST_NAME = 120;
    private static final TypeReference<List<ToolArgument>> LIST = new TypeReference<>() {};

    public enum Kind {
        NUMBER,
        /** A text, or a list of texts. */
        TEXT,
        /** What no limit can judge. */
        OTHER
    }

    /** It says to whom or where a call goes, by its name. */
    boolean isDestination() {
        return Destinations.isNamed(name);
    }

    /**
     * Those that the schema of a tool names, by their names. Empty where it names none, or more than a page would show: what isn't known whole
     * is nothing to tell somebody of whom his limit holds.
     *
     * @param schema JSON Schema, as the catalogue has it
     */
    public static Optional<List<ToolArgument>> of(Map<String, Object> schema) {
        if (!(schema.get("properties") instanceof Map<?, ?> properties)
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
        if (!(declared instanceof Map<?, ?> schema)) return Kind.OTHER;
        var type = String.valueOf(schema.get("type"));
        if (type.equals("array"))
            return schema.get("items") instanceof Map<?, ?> items && "string".equals(items.get("type"))
                    ? Kind.TEXT
                    : Kind.OTHER;
        return switch (type) {
            case "number", "integer" -> Kind.NUMBER;
            case "string" -> Kind.TEXT;
            default -> Kind.OTHER;
        };
    }

    /** As they are kept. */
    public static String write(List<ToolArgument> arguments) {
        try {
            return EventJson.mapper().writeValueAsString(arguments);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write arguments as JSON", e);
        }
    }

    public static List<ToolArgument> read(String kept) {
        try {
            return EventJson.mapper().readValue(kept, LIST);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("arguments can't be read", e);
        }
    }
}
