package dev.mandate.authz.engine.cedar;

public enum Effect {
    PERMIT,
    /** Wins over every permit. */
    FORBID
}
