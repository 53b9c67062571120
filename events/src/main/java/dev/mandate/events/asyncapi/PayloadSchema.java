package dev.mandate.events.asyncapi;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.mandate.events.cloudevents.EventJson;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON Schema of an event record, read off its components. A component that is {@code @Nullable} is optional. */
final class PayloadSchema {
    private PayloadSchema() {}

    static Map<String, Object> of(Type type) {
        if (type instanceof ParameterizedType generic) return ofGeneric(generic);
        var raw = (Class<?>) type;
        if (raw == String.class) return Map.of("type", "string");
        if (raw == Instant.class) return ordered("type", "string", "format", "date-time");
        if (raw == boolean.class || raw == Boolean.class) return Map.of("type", "boolean");
        if (raw == int.class || raw == long.class) return Map.of("type", "integer");
        if (raw == double.class || raw == Double.class) return Map.of("type", "number");
        if (raw == Integer.class || raw == Long.class) return Map.of("type", "integer");
        if (raw.isEnum()) return ordered("type", "string", "enum", names(raw));
        var written = writtenAs(raw);
        if (written != null) return of(written);
        if (raw.isRecord()) return ofRecord(raw);
        return Map.of();
    }

    private static Map<String, Object> ofGeneric(ParameterizedType generic) {
        var raw = (Class<?>) generic.getRawType();
        if (Collection.class.isAssignableFrom(raw))
            return ordered("type", "array", "items", of(generic.getActualTypeArguments()[0]));
        return Map.of("type", "object");
    }

    private static Map<String, Object> ofRecord(Class<?> raw) {
        var properties = new LinkedHashMap<String, Object>();
        var required = new ArrayList<String>();
        for (var component : raw.getRecordComponents()) {
            var name = nameOf(component);
            properties.put(name, of(component.getGenericType()));
            if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) required.add(name);
        }
        var schema = ordered("type", "object", "properties", properties);
        if (!required.isEmpty()) schema.put("required", required);
        return schema;
    }

    private static String nameOf(RecordComponent component) {
        var renamed = component.getAccessor().getAnnotation(JsonProperty.class);
        return renamed == null || renamed.value().isEmpty() ? component.getName() : renamed.value();
    }

    /** Null for what is written member by member. */
    private static @Nullable Type writtenAs(Class<?> raw) {
        return Arrays.stream(raw.getDeclaredMethods())
                .filter(PayloadSchema::isJsonValue)
                .map(Method::getGenericReturnType)
                .findFirst()
                .orElse(null);
    }

    private static boolean isJsonValue(Method method) {
        return method.isAnnotationPresent(JsonValue.class);
    }

    private static List<String> names(Class<?> raw) {
        return Arrays.stream(raw.getEnumConstants())
                .map(constant -> EventJson.mapper().convertValue(constant, String.class))
                .toList();
    }

    private static Map<String, Object> ordered(String name, Object value, String second, Object other) {
        var map = new LinkedHashMap<String, Object>();
        map.put(name, value);
        map.put(second, other);
        return map;
    }
}
