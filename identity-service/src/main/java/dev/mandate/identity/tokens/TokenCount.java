package dev.mandate.identity.tokens;

/** For what somebody was given a token; one of the three is 1. */
public enum TokenCount {
    /** In its own right. */
    OWN,
    /** Bound to a delegation. */
    DELEGATED,
    /** In exchange for one that it had, or by a refresh token. */
    NARROWED;

    int own() {
        return this == OWN ? 1 : 0;
    }

    int delegated() {
        return this == DELEGATED ? 1 : 0;
    }

    int narrowed() {
        return this == NARROWED ? 1 : 0;
    }
}
