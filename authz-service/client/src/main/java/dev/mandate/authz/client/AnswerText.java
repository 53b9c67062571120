package dev.mandate.authz.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Array;
import java.net.URI;
import java.net.URL;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Every text of an answer, whatever it is called: a model may read it anywhere. Not as JSON, whose escapes would run into what stands beside
 * them. Only what is all there is read: what would be used up by it, or comes later, or is bytes, may turn out to be anything.
 */
final class AnswerText {
    private static final int MOST_WITHIN = 100;

    private final StringJoiner texts = new StringJoiner("\n");

    /** What is in it at several places is read at the first, or a few lists of one another would have more places than anybody can go through. */
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private AnswerText() {}

    /** Null for what has anything else in it than texts, numbers, dates and the like, in lists, arrays, maps, records and JSON. */
    static @Nullable String of(@Nullable Object answer) {
        var text = new AnswerText();
        try {
            return text.read(answer, 0) ? text.texts.toString() : null;
        } catch (ReflectiveOperationException | RuntimeException e) {
            return null;
        }
    }

    private boolean read(@Nullable Object part, int within) throws ReflectiveOperationException {
        if (part == null) return true;
        if (within > MOST_WITHIN) return false;
        if (scalar(part)) {
            texts.add(part.toString());
            return true;
        }
        if (!seen.add(part)) return true;
        if (part instanceof JsonNode json) return json(json, within);
        if (part instanceof Map<?, ?> map) return map(map, within + 1);
        if (part instanceof Collection<?> parts) return all(parts, within + 1);
        if (part instanceof Record members) return members(members, within + 1);
        return part.getClass().isArray() && array(part, within + 1);
    }

    private static boolean scalar(Object part) {
        return part instanceof CharSequence
                || part instanceof Number
                || part instanceof Boolean
                || part instanceof Character
                || part instanceof Enum
                || part instanceof TemporalAccessor
                || part instanceof TemporalAmount
                || part instanceof UUID
                || part instanceof URI
                || part instanceof URL;
    }

    private boolean json(JsonNode node, int within) throws ReflectiveOperationException {
        if (node.isBinary() || node.isPojo()) return false;
        if (node.isValueNode()) return read(node.asText(), within);
        for (var member : node.properties()) texts.add(member.getKey());
        for (var part : node) if (!read(part, within + 1)) return false;
        return true;
    }

    private boolean map(Map<?, ?> map, int within) throws ReflectiveOperationException {
        for (var member : map.entrySet())
            if (!read(member.getKey(), within) || !read(member.getValue(), within)) return false;
        return true;
    }

    private boolean all(Collection<?> parts, int within) throws ReflectiveOperationException {
        for (var part : parts) if (!read(part, within)) return false;
        return true;
    }

    private boolean members(Record record, int within) throws ReflectiveOperationException {
        for (var member : record.getClass().getRecordComponents()) {
            texts.add(member.getName());
            var read = member.getAccessor();
            read.setAccessible(true);
            if (!read(read.invoke(record), within)) return false;
        }
        return true;
    }

    private boolean array(Object array, int within) throws ReflectiveOperationException {
        if (array instanceof byte[] || array instanceof char[]) return false;
        for (var at = 0; at < Array.getLength(array); at++) if (!read(Array.get(array, at), within)) return false;
        return true;
    }
}
