package dev.mandate.authz.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer as JSON, from whose top a tool's owner names fields: maps and records as objects, what can be gone through as lists, all else as the
 * text that a model reads. What {@link AnswerText} can't read is none, nor is what is longer than anybody is told: a part that is in it at several
 * places is written at each.
 */
final class AnswerDocument {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int MOST_WITHIN = 100;

    private int room;

    private AnswerDocument(int most) {
        this.room = most;
    }

    /**
     * Null where it can't be told so, such as a map in which two names are written alike.
     *
     * @param most characters that it may have at least, when it is written
     */
    static @Nullable JsonNode of(@Nullable Object answer, int most) {
        if (answer == null || AnswerText.of(answer) == null) return null;
        try {
            return new AnswerDocument(most).read(answer, 0);
        } catch (ReflectiveOperationException | RuntimeException e) {
            return null;
        }
    }

    private JsonNode read(@Nullable Object part, int within) throws ReflectiveOperationException {
        take(1);
        if (within > MOST_WITHIN) throw tooMuch();
        if (part == null) return JSON.nullNode();
        if (part instanceof ObjectNode json) return properties(json, within + 1);
        if (part instanceof ArrayNode json) return elements(json, within + 1);
        if (part instanceof JsonNode json) {
            take(json.asText().length());
            return json;
        }
        if (part instanceof Map<?, ?> map) return members(map, within + 1);
        if (part instanceof Collection<?> parts) return elements(parts, within + 1);
        if (part instanceof Record record) return components(record, within + 1);
        return part.getClass().isArray() ? array(part, within + 1) : text(part.toString());
    }

    private JsonNode text(String text) {
        take(text.length());
        return JSON.textNode(text);
    }

    private void take(int characters) {
        room -= characters;
        if (room < 0) throw tooMuch();
    }

    private static IllegalArgumentException tooMuch() {
        return new IllegalArgumentException("it is more than anybody is told");
    }

    private JsonNode properties(ObjectNode json, int within) throws ReflectiveOperationException {
        var object = JSON.objectNode();
        for (var member : json.properties()) put(object, member.getKey(), member.getValue(), within);
        return object;
    }

    private JsonNode members(Map<?, ?> map, int within) throws ReflectiveOperationException {
        var object = JSON.objectNode();
        for (var member : map.entrySet()) put(object, String.valueOf(member.getKey()), member.getValue(), within);
        return object;
    }

    private void put(ObjectNode object, String name, @Nullable Object part, int within)
            throws ReflectiveOperationException {
        take(name.length());
        if (object.replace(name, read(part, within)) != null)
            throw new IllegalArgumentException("two members of one name");
    }

    private JsonNode elements(Iterable<?> parts, int within) throws ReflectiveOperationException {
        var list = JSON.arrayNode();
        for (var part : parts) list.add(read(part, within));
        return list;
    }

    private JsonNode components(Record record, int within) throws ReflectiveOperationException {
        var object = JSON.objectNode();
        for (var component : record.getClass().getRecordComponents()) {
            var read = component.getAccessor();
            read.setAccessible(true);
            put(object, component.getName(), read.invoke(record), within);
        }
        return object;
    }

    private JsonNode array(Object array, int within) throws ReflectiveOperationException {
        var list = JSON.arrayNode();
        for (var at = 0; at < Array.getLength(array); at++) list.add(read(Array.get(array, at), within));
        return list;
    }
}
