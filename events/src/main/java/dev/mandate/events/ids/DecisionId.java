package dev.mandate.events.ids;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One decision of authz-service. Written {@code dec_} and a ULID in lower case. */
public record DecisionId(@JsonValue String value) implements Comparable<DecisionId> {
    public static final String PREFIX = "dec_";

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public DecisionId {
        IdText.require(value, "DecisionId", PREFIX);
    }

    public static DecisionId next() {
        return new DecisionId(IdText.next(PREFIX));
    }

    /** When it was made, to the millisecond; null for an id that is no ULID. */
    public @Nullable Instant madeAt() {
        return IdText.madeAt(value, PREFIX);
    }

    @Override
    public int compareTo(DecisionId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
