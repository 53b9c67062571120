package dev.mandate.events.topics;

/** Who signs in to the broker. Each has a password and only the rights that {@link TopicCatalogue} gives it. */
public enum Account {
    LIFECYCLE("lifecycle"),
    IDENTITY("identity"),
    AUTHZ("authz"),
    AUDIT("audit"),
    /** Decides as a replica of authz does, in its own process, and tells what became of each call that it let through. */
    GATEWAY("gateway"),
    /** Upstream HR systems. */
    HR("hr"),
    /** Agent platforms, others' gateways and SDK hooks; each further platform gets an account with the same rights. */
    AGENT_PLATFORM("agent-platform"),
    /** Consumers of alerts. */
    SECURITY_TEAM("security-team"),
    /** People who run Mandate: reads everything, writes nothing. */
    OPERATOR("operator");

    private final String userName;

    Account(String userName) {
        this.userName = userName;
    }

    /** The SASL user name; also the prefix of its consumer groups and transactional ids. */
    public String userName() {
        return userName;
    }
}
