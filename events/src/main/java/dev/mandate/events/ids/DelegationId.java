package dev.mandate.events.ids;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;

/** One delegation: who lets which agent do what, until when. Written {@code del_} and a ULID in lower case. */
public record DelegationId(@JsonValue String value) implements Comparable<DelegationId> {
    public static final String PREFIX = "del_";

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public DelegationId {
        IdText.require(value, "DelegationId", PREFIX);
    }

    /** Empty for the id of something else. */
    public static Optional<DelegationId> parse(String text) {
        return IdText.is(text, PREFIX) ? Optional.of(new DelegationId(text)) : Optional.empty();
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
