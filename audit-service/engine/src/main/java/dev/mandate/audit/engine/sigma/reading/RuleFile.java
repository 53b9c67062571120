package dev.mandate.audit.engine.sigma.reading;

/**
 * One YAML file of rules, possibly several documents.
 *
 * @param name what problems call it; it is never opened
 */
public record RuleFile(String name, String text) {}
