package dev.mandate.console.apis;

/** A service as people hear of it where it doesn't answer. */
public enum Api {
    IDENTITY("who is signed in, and agents"),
    LIFECYCLE("approvals, roles and the catalogue"),
    AUTHZ("policies and decisions"),
    AUDIT("rules and findings");

    private final String keeps;

    Api(String keeps) {
        this.keeps = keeps;
    }

    /** What can't be seen without it, in words. */
    public String keeps() {
        return keeps;
    }
}
