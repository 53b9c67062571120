package dev.mandate.audit.engine.sigma.correlation.types;

/** How much a match matters, in Sigma's words. */
public enum Level {
    INFORMATIONAL,
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL
}
