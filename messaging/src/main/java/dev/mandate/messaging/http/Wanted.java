package dev.mandate.messaging.http;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.mandate.events.cloudevents.EventJson;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/** What a member must be, in the words of whoever writes JSON. */
final class Wanted {
    private static final Set<Class<?>> WHOLE = Set.of(Long.class, long.class, Integer.class, int.class);

    private Wanted() {}

    static String words(Class<?> type) {
        if (type.isEnum()) return "one of " + constants(type);
        if (type == Instant.class) return "a time such as 2026-11-28T12:00:00Z";
        if (type == LocalDate.class) return "a date such as 2026-11-28";
        if (type == Duration.class) return "a duration such as PT24H";
        if (type == Boolean.class || type == boolean.class) return "true or false";
        if (WHOLE.contains(type)) return "a whole number";
        if (Number.class.isAssignableFrom(type) || type.isPrimitive()) return "a number";
        if (type == String.class || isWrittenAsText(type)) return "a text";
        if (type.isArray() || Collection.class.isAssignableFrom(type)) return "a list";
        return "an object";
    }

    private static boolean isWrittenAsText(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .anyMatch(it -> it.isAnnotationPresent(JsonValue.class) && it.getReturnType() == String.class);
    }

    /** As they are written in JSON. */
    private static String constants(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(it -> EventJson.mapper().valueToTree(it).asText())
                .collect(Collectors.joining(", "));
    }
}
