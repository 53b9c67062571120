package dev.mandate.events.administration;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.mandate.events.cloudevents.PlainText;
import java.util.Objects;

/** Why somebody did something, in his words: one line of 1 to {@value #MAX_LENGTH} characters. */
public record Reason(@JsonValue String value) {
    public static final int MAX_LENGTH = 300;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Reason {
        Objects.requireNonNull(value, "reason is missing");
        if (value.isBlank() || value.length() > MAX_LENGTH)
            throw new IllegalArgumentException("a reason has 1 to " + MAX_LENGTH + " characters");
        if (!PlainText.is(value)) throw new IllegalArgumentException("a reason " + PlainText.RULE);
    }

    @Override
    public String toString() {
        return value;
    }
}
