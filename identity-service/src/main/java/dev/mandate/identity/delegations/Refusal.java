package dev.mandate.identity.delegations;

import org.jspecify.annotations.Nullable;

/**
 * Why something is not done with a delegation.
 *
 * @param title what to do about it
 * @param field JSON pointer into the request; null where it isn't about one
 */
public record Refusal(Kind kind, String title, @Nullable String field) {
    public enum Kind {
        INVALID,
        NOT_ALLOWED,
        /** Whoever delegates has as many as he may. */
        FULL,
        /** Not as things stand. */
        CONFLICT,
        UNKNOWN
    }

    static Refusal invalid(String field, String title) {
        return new Refusal(Kind.INVALID, title, field);
    }

    static Refusal notAllowed(String title, @Nullable String field) {
        return new Refusal(Kind.NOT_ALLOWED, title, field);
    }

    static Refusal full(String title) {
        return new Refusal(Kind.FULL, title, null);
    }

    static Refusal conflict(String title) {
        return new Refusal(Kind.CONFLICT, title, null);
    }

    static Refusal unknown(@Nullable String field) {
        return new Refusal(Kind.UNKNOWN, "Name a delegation that exists", field);
    }
}
