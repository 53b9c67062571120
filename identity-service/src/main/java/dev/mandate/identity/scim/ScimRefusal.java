package dev.mandate.identity.scim;

import dev.mandate.identity.agents.AgentRefusal;
import dev.mandate.identity.identities.OwnedAgents;

/**
 * Why nothing is done.
 *
 * @param detail what to do about it, for whoever runs the identity provider
 */
record ScimRefusal(Why why, String detail) {
    enum Why {
        /** There is none, or it is another client's. */
        UNKNOWN,
        /** A name that somebody has. */
        TAKEN,
        BAD_VALUE,
        /** It can be given only once. */
        IMMUTABLE,
        /** Another request was faster. */
        CHANGED_MEANWHILE,
        /** A client keeps as many as it may. */
        FULL,
        /** A filter that would look at more than is looked at. */
        TOO_MANY,
        /** A person has decided it otherwise. */
        DECIDED_BY_HAND
    }

    static ScimRefusal unknown(String id) {
        return new ScimRefusal(Why.UNKNOWN, "there is no " + id + " of this client");
    }

    static ScimRefusal changedMeanwhile() {
        return new ScimRefusal(Why.CHANGED_MEANWHILE, "it was changed meanwhile; read it again");
    }

    static ScimRefusal badValue(String detail) {
        return new ScimRefusal(Why.BAD_VALUE, detail);
    }

    static ScimRefusal of(AgentRefusal refusal) {
        return switch (refusal) {
            case INACTIVE_PERSON ->
                badValue("owners names a person who works here; whoever was created just now does within seconds");
            case NO_SUCH_PARENT -> badValue("parent names an agent of this client, by its id, that may act");
            case TOO_DEEP -> badValue("parent names an agent that has as many above it as there may be");
            case TOO_MANY ->
                new ScimRefusal(
                        Why.DECIDED_BY_HAND,
                        "he answers for " + OwnedAgents.MOST_OF_AN_OWNER + " agents, and for no more");
            case ANSWERS_ALREADY ->
                new ScimRefusal(Why.DECIDED_BY_HAND, "he answers for it already, and another is asked to");
            default -> new ScimRefusal(Why.DECIDED_BY_HAND, "it can't be done: " + refusal);
        };
    }
}
