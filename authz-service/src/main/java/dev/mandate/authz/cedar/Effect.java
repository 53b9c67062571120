package dev.mandate.authz.cedar;

public enum Effect {
    PERMIT,
    /** Wins over every permit. */
    FORBID
}
