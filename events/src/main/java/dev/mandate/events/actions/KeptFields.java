package dev.mandate.events.actions;

import dev.mandate.events.cloudevents.PlainText;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Of a tool's answer, the values of those fields that an operator has kept for recordings of sessions. Each is named by its JSON pointer from
 * the top of the answer (RFC 6901): a line of plain text of 2 to 400 characters that begins with a slash. At most 64 in all.
 *
 * @param values texts, numbers and truth values as the answer has them
 * @param secret pointers of those that give access by the tool's label, by their name or by how they look: they are told nobody; null where none
 * @param leftOut pointers of those for which there was no room; null where none
 */
public record KeptFields(
        Map<String, Object> values,
        @Nullable List<String> secret,
        @Nullable List<String> leftOut) {
    public static final int MOST = 64;

    /** In characters: a named field's own, and the numbers of elements in place of its {@code *}. */
    private static final int LONGEST = 400;

    public KeptFields {
        values = values == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(values));
        secret = secret == null || secret.isEmpty() ? null : List.copyOf(secret);
        leftOut = leftOut == null || leftOut.isEmpty() ? null : List.copyOf(leftOut);
        if (values.size() + size(secret) + size(leftOut) > MOST)
            throw new IllegalArgumentException("kept fields must be at most " + MOST);
        requirePointers(values.keySet());
        if (secret != null) requirePointers(secret);
        if (leftOut != null) requirePointers(leftOut);
        for (var value : values.values())
            if (!(value instanceof String || value instanceof Number || value instanceof Boolean))
                throw new IllegalArgumentException("kept fields have texts, numbers and truth values");
        Numbers.requireFinite(values);
    }

    /** Whoever shows what is kept takes their names apart, and whoever may write actions wrote them. */
    private static void requirePointers(Collection<String> pointers) {
        for (var pointer : pointers)
            if (pointer.length() < 2
                    || pointer.length() > LONGEST
                    || !pointer.startsWith("/")
                    || !PlainText.is(pointer))
                throw new IllegalArgumentException("kept fields are named by JSON pointers such as /items/0/status, of "
                        + LONGEST + " characters at most, each of which " + PlainText.RULE);
    }

    private static int size(@Nullable List<String> pointers) {
        return pointers == null ? 0 : pointers.size();
    }
}
