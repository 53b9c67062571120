package dev.mandate.events.ids;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;

/**
 * One identity: a person ({@code per_…}, minted by lifecycle when he joins and kept for a rehire), an agent ({@code agt_…})
 * or a workload ({@code wkl_…}), both minted by identity-service. Never used again for someone else.
 */
public record IdentityId(@JsonValue String value) implements Comparable<IdentityId> {
    public static final String PERSON = "per_";
    public static final String AGENT = "agt_";
    public static final String WORKLOAD = "wkl_";

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public IdentityId {
        IdText.require(value, "IdentityId", PERSON, AGENT, WORKLOAD);
    }

    public static IdentityId nextPerson() {
        return new IdentityId(IdText.next(PERSON));
    }

    public static IdentityId nextAgent() {
        return new IdentityId(IdText.next(AGENT));
    }

    public static IdentityId nextWorkload() {
        return new IdentityId(IdText.next(WORKLOAD));
    }

    /** Empty for the id of something else, such as of a client that acts in its own right. */
    public static Optional<IdentityId> parse(String text) {
        return IdText.is(text, PERSON, AGENT, WORKLOAD) ? Optional.of(new IdentityId(text)) : Optional.empty();
    }

    public boolean isPerson() {
        return value.startsWith(PERSON);
    }

    public boolean isAgent() {
        return value.startsWith(AGENT);
    }

    public boolean isWorkload() {
        return value.startsWith(WORKLOAD);
    }

    @Override
    public int compareTo(IdentityId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
