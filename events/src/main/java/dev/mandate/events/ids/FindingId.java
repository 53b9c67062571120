package dev.mandate.events.ids;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** One risk finding; derived from rule version, group and first event, so that a replay makes no second one. Written {@code fnd_} and a ULID in lower case. */
public record FindingId(@JsonValue String value) implements Comparable<FindingId> {
    public static final String PREFIX = "fnd_";

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public FindingId {
        IdText.require(value, "FindingId", PREFIX);
    }

    public static FindingId next() {
        return new FindingId(IdText.next(PREFIX));
    }

    @Override
    public int compareTo(FindingId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
