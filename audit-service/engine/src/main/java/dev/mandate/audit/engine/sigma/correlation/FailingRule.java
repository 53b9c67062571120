package dev.mandate.audit.engine.sigma.correlation;

import dev.mandate.audit.engine.sigma.correlation.types.Rule;

/** Told when a rule throws; the other rules go on. */
public interface FailingRule {
    void failed(Rule rule, Throwable failure);
}
