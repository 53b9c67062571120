package dev.mandate.events.lifecycle;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonPointer;
import dev.mandate.events.cloudevents.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A field of a tool's result that only the service behind the tool fills, by its owner's word: no stranger can have a value of his stand
 * there. Written as a JSON pointer from the top of the result, in which {@code *} stands for each element of a list, such as
 * {@code /items/*}{@code /recipient}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6901">RFC 6901, JSON Pointer</a>
 */
public final class TrustedField implements Comparable<TrustedField> {
    public static final int MOST_STEPS = 8;
    /** In characters. */
    public static final int LONGEST = 200;

    /** The step that stands for each element of a list, and for no member of an object. */
    public static final String EACH = "*";

    private static final Pattern ESCAPED = Pattern.compile("(?:[^~]|~[01])*+");
    private static final Pattern INDEX = Pattern.compile("[0-9]++");

    private final String pointer;
    private final List<String> steps;

    private TrustedField(String pointer, List<String> steps) {
        this.pointer = pointer;
        this.steps = steps;
    }

    /** @throws IllegalArgumentException saying what a field has to look like */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static TrustedField of(String pointer) {
        if (!pointer.startsWith("/") || pointer.length() > LONGEST)
            throw wrong("it begins with a slash and has at most " + LONGEST + " characters");
        if (!PlainText.is(pointer)) throw wrong("it " + PlainText.RULE);
        if (!ESCAPED.matcher(pointer).matches()) throw wrong("in a name ~0 stands for ~ and ~1 for a slash");
        var steps = new ArrayList<String>();
        for (var rest = JsonPointer.compile(pointer); !rest.matches(); rest = rest.tail()) {
            var step = rest.getMatchingProperty();
            if (step.isBlank()) throw wrong("no step is empty");
            if (INDEX.matcher(step).matches())
                throw wrong("elements of a list are all meant, by *, and none by its number");
            steps.add(step);
        }
        if (steps.size() > MOST_STEPS) throw wrong("it has at most " + MOST_STEPS + " steps");
        return new TrustedField(pointer, List.copyOf(steps));
    }

    private static IllegalArgumentException wrong(String rule) {
        return new IllegalArgumentException(
                "a trusted field is a JSON pointer such as /items/*/recipient, where * stands for each element of a list: "
                        + rule);
    }

    /** Names of members, and {@link #EACH}; at least one. */
    public List<String> steps() {
        return steps;
    }

    @JsonValue
    public String pointer() {
        return pointer;
    }

    @Override
    public int compareTo(TrustedField other) {
        return pointer.compareTo(other.pointer);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TrustedField field && pointer.equals(field.pointer);
    }

    @Override
    public int hashCode() {
        return pointer.hashCode();
    }

    @Override
    public String toString() {
        return pointer;
    }
}
