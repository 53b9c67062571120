package dev.mandate.authz.client;

/**
 * The answer to a question that nobody means to carry out. Not a {@link Decision} itself, so that nobody takes it for one.
 *
 * @param would what would be answered now
 */
public record DryRun(Decision would) {}
