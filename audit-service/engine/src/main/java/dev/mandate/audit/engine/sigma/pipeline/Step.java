package dev.mandate.audit.engine.sigma.pipeline;

/** One transformation, and of which rules. */
record Step(LogsourceConditions conditions, Transformation transformation) {}
