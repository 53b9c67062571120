package dev.mandate.authz.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer as JSON, from whose top a tool's owner names fields: maps and records as objects, what can be gone through as lists, all else as the
 * text that a model reads. What {@link AnswerText} can't read is none.
 */
final class AnswerDocument {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private AnswerDocument() {}

    /** Null where it can't be told so, such as a map in which two names are written alike. */
    static @Nullable JsonNode of(@Nullable Object answer) {
        if (answer == null || AnswerText.of(answer) == null) return null;
        try {
            return read(answer);
        } catch (ReflectiveOperationException | RuntimeException e) {
            return null;
        }
    }

    private static JsonNode read(@Nullable Object part) throws ReflectiveOperationException {
        if (part == null) return JSON.nullNode();
        if (part instanceof JsonNode json) return json;
        if (part instanceof Map<?, ?> map) return members(map);
        if (part instanceof Collection<?> parts) return elements(parts);
        if (part instanceof Record record) return components(record);
        return part.getClass().isArray() ? array(part) : JSON.textNode(part.toString());
    }

    private static JsonNode members(Map<?, ?> map) throws ReflectiveOperationException {
        var object = JSON.objectNode();
        for (var member : map.entrySet())
            if (object.replace(String.valueOf(member.getKey()), read(member.getValue())) != null)
                throw new IllegalArgumentException("two members of one name");
        return object;
    }

    private static JsonNode elements(Collection<?> parts) throws ReflectiveOperationException {
        var list = JSON.arrayNode();
        for (var part : parts) list.add(read(part));
        return list;
    }

    private static JsonNode components(Record record) throws ReflectiveOperationException {
        var object = JSON.objectNode();
        for (var component : record.getClass().getRecordComponents()) {
            var read = component.getAccessor();
            read.setAccessible(true);
            object.set(component.getName(), read(read.invoke(record)));
        }
        return object;
    }

    private static JsonNode array(Object array) throws ReflectiveOperationException {
        var list = JSON.arrayNode();
        for (var at = 0; at < Array.getLength(array); at++) list.add(read(Array.get(array, at)));
        return list;
    }
}
