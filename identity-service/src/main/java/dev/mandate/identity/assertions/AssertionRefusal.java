package dev.mandate.identity.assertions;

/**
 * An assertion, or a secret, proves nothing.
 *
 * @param why for who presented it; holds nothing of what was presented but names
 */
public record AssertionRefusal(String why) {}
