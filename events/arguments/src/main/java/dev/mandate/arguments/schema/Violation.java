package dev.mandate.arguments.schema;

/**
 * The first thing about some arguments that the schema doesn't allow.
 *
 * @param argument where it is, such as {@code line.amount} or {@code to[3]}; empty where it is about all of them together
 * @param keyword of the schema that it breaks
 * @param said of the argument, such as {@code must be at least 1}
 */
public record Violation(String argument, String keyword, String said) {}
