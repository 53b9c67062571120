package dev.mandate.events.ids;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;

/** One offer to answer for an agent. Written {@code ofr_} and a ULID in lower case, so that ids sort by when they were made. */
public record OfferId(@JsonValue String value) {
    public static final String PREFIX = "ofr_";

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public OfferId {
        IdText.require(value, "OfferId", PREFIX);
    }

    public static OfferId next() {
        return new OfferId(IdText.next(PREFIX));
    }

    /** Empty for the id of something else. */
    public static Optional<OfferId> parse(String text) {
        return IdText.is(text, PREFIX) ? Optional.of(new OfferId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
