package dev.mandate.events.ids;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;

/** One sign-in of a person in one browser, until it ends. Written {@code ses_} and a ULID in lower case. */
public record SignInSessionId(@JsonValue String value) {
    public static final String PREFIX = "ses_";

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public SignInSessionId {
        IdText.require(value, "SignInSessionId", PREFIX);
    }

    public static SignInSessionId next() {
        return new SignInSessionId(IdText.next(PREFIX));
    }

    /** Empty for the id of something else. */
    public static Optional<SignInSessionId> parse(String text) {
        return IdText.is(text, PREFIX) ? Optional.of(new SignInSessionId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
