package dev.mandate.events.ids;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;

/** One approval of one call. Written {@code apr_} and a ULID in lower case: that of the decision that asked for it first. */
public record ApprovalId(@JsonValue String value) {
    public static final String PREFIX = "apr_";

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ApprovalId {
        IdText.require(value, "ApprovalId", PREFIX);
    }

    /** Of what this decision asks for, so that it can be named before anybody has heard of it. */
    public static ApprovalId of(DecisionId decision) {
        return new ApprovalId(PREFIX + decision.value().substring(DecisionId.PREFIX.length()));
    }

    /** The decision that asked for it first. */
    public DecisionId askedBy() {
        return new DecisionId(DecisionId.PREFIX + value.substring(PREFIX.length()));
    }

    /** Empty for the id of something else. */
    public static Optional<ApprovalId> parse(String text) {
        return IdText.is(text, PREFIX) ? Optional.of(new ApprovalId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
