package dev.mandate.events.ids;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** One grant of a role to an identity. Written {@code grt_} and a ULID in lower case. */
public record GrantId(@JsonValue String value) implements Comparable<GrantId> {
    public static final String PREFIX = "grt_";

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public GrantId {
        IdText.require(value, "GrantId", PREFIX);
    }

    public static GrantId next() {
        return new GrantId(IdText.next(PREFIX));
    }

    @Override
    public int compareTo(GrantId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
