package dev.mandate.events.ids;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * What one task did, across tokens and sub-agents: the id of the <em>root</em> delegation, which every sub-delegation inherits,
 * so that handing work on never starts a clean slate. Without a delegation {@code agent:<id>} or {@code person:<id>}.
 */
public record SessionId(@JsonValue String value) {
    private static final String AGENT = "agent:";
    private static final String PERSON = "person:";

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public SessionId {
        IdText.require(
                value,
                "SessionId",
                DelegationId.PREFIX,
                AGENT + IdentityId.AGENT,
                PERSON + IdentityId.PERSON,
                AGENT + IdentityId.WORKLOAD);
    }

    public static SessionId of(DelegationId root) {
        return new SessionId(root.value());
    }

    /** The session of an identity that acts without a delegation. */
    public static SessionId of(IdentityId identity) {
        return new SessionId((identity.isPerson() ? PERSON : AGENT) + identity.value());
    }

    @Override
    public String toString() {
        return value;
    }
}
