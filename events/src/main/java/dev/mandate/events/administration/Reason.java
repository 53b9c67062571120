package dev.mandate.events.administration;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.mandate.events.cloudevents.PlainText;
import java.util.Objects;

/** Why somebody did something, in his words: one line of 1 to {@value #MAX_LENGTH} characters. */
public record Reason(@JsonValue String value) {
    public static final int MAX_LENGTH = 500;

    /** What to tell whoever gave another. */
    public static final String RULE =
            "a reason has 1 to " + MAX_LENGTH + " characters in one line, without control characters";

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Reason {
        Objects.requireNonNull(value, "reason is missing");
        if (!is(value)) throw new IllegalArgumentException(RULE);
    }

    /** Whether it can stand as the reason of a fact. */
    public static boolean is(String text) {
        return !text.isBlank() && text.length() <= MAX_LENGTH && PlainText.is(text);
    }

    @Override
    public String toString() {
        return value;
    }
}
