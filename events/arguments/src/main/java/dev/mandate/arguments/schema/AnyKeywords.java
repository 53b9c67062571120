package dev.mandate.arguments.schema;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is asked of values of any type. */
final class AnyKeywords {
    private static final int FEW = 8;

    private AnyKeywords() {}

    static Keyword type(List<String> types) {
        var said = "must be "
                + types.stream()
                        .map(type -> type.equals("null") ? type : (type.matches("[aio].*") ? "an " : "a ") + type)
                        .collect(Collectors.joining(" or "));
        if (types.size() == 1) {
            var only = types.get(0);
            return (value, trial) -> is(only, value) || trial.refuse("type", said);
        }
        return (value, trial) -> types.stream().anyMatch(type -> is(type, value)) || trial.refuse("type", said);
    }

    private static boolean is(String type, @Nullable Object value) {
        return switch (type) {
            case "string" -> value instanceof String;
            case "integer" -> JsonValues.isInteger(value);
            case "number" -> JsonValues.number(value) != null;
            case "boolean" -> value instanceof Boolean;
            case "array" -> value instanceof List<?>;
            case "object" -> value instanceof Map<?, ?>;
            default -> value == null;
        };
    }

    /** @param keyword {@code enum} or {@code const} */
    static Keyword oneOf(String keyword, List<? extends @Nullable Object> values) {
        var said = "must be " + (values.size() == 1 ? "" : "one of ") + shown(values);
        if (values.stream().allMatch(String.class::isInstance)) {
            var texts = values.stream().map(String.class::cast).collect(Collectors.toUnmodifiableSet());
            return (value, trial) ->
                    value instanceof String text && texts.contains(text) || trial.refuse(keyword, said);
        }
        Set<String> canonical = values.stream().map(JsonValues::canonical).collect(Collectors.toUnmodifiableSet());
        return (value, trial) -> {
            var text = JsonValues.canonical(value);
            trial.spend(1 + text.length() / 8);
            return canonical.contains(text) || trial.refuse(keyword, said);
        };
    }

    private static String shown(List<? extends @Nullable Object> values) {
        var some = values.stream()
                .limit(FEW)
                .map(value ->
                        value instanceof Map || value instanceof List ? "what the schema has" : String.valueOf(value))
                .collect(Collectors.joining(", "));
        return Shown.text(values.size() > FEW ? some + ", …" : some);
    }
}
