package dev.mandate.audit.sigma;

/** Told when a rule throws; the other rules go on. */
public interface FailingRule {
    void failed(Rule rule, Throwable failure);
}
