package dev.mandate.events.ids;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** One delegation: who lets which agent do what, until when. Written {@code del_} and a ULID in lower case. */
public record DelegationId(@JsonValue String value) implements Comparable<DelegationId> {
    public static final String PREFIX = "del_";

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public DelegationId {
        IdText.require(value, "DelegationId", PREFIX);
    }

    public static DelegationId next() {
        return new DelegationId(IdText.next(PREFIX));
    }

    @Override
    public int compareTo(DelegationId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
