package dev.mandate.events.ids;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;

/** What a person answers for: an agent, a workload, or a client of the token endpoint ({@code cli_…}), which is no identity. */
public record OwnedId(@JsonValue String value) implements Comparable<OwnedId> {
    public static final String AGENT = IdentityId.AGENT;
    public static final String WORKLOAD = IdentityId.WORKLOAD;
    public static final String CLIENT = "cli_";

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public OwnedId {
        IdText.require(value, "OwnedId", AGENT, WORKLOAD, CLIENT);
    }

    public static OwnedId of(IdentityId agentOrWorkload) {
        return new OwnedId(agentOrWorkload.value());
    }

    /** Empty for the id of what nobody answers for in this way, such as a person. */
    public static Optional<OwnedId> parse(String text) {
        return IdText.is(text, AGENT, WORKLOAD, CLIENT) ? Optional.of(new OwnedId(text)) : Optional.empty();
    }

    /** Empty for a client. */
    public Optional<IdentityId> identity() {
        return IdentityId.parse(value);
    }

    public boolean isClient() {
        return value.startsWith(CLIENT);
    }

    public boolean isWorkload() {
        return value.startsWith(WORKLOAD);
    }

    @Override
    public int compareTo(OwnedId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
