package dev.mandate.events.ids;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;

/** One proposed change. Written {@code prp_} and a ULID in lower case, so that ids sort by when they were made. */
public record ProposalId(@JsonValue String value) {
    public static final String PREFIX = "prp_";

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ProposalId {
        IdText.require(value, "ProposalId", PREFIX);
    }

    public static ProposalId next() {
        return new ProposalId(IdText.next(PREFIX));
    }

    /** Empty for the id of something else. */
    public static Optional<ProposalId> parse(String text) {
        return IdText.is(text, PREFIX) ? Optional.of(new ProposalId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
