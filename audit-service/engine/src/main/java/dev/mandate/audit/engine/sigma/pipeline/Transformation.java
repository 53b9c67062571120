package dev.mandate.audit.engine.sigma.pipeline;

/** What a pipeline does to a rule. */
@FunctionalInterface
interface Transformation {
    /** @throws dev.mandate.audit.engine.sigma.reading.UnreadableRule where the rule can't be of ours */
    void apply(RuleUnderway rule);
}
