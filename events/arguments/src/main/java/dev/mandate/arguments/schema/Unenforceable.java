package dev.mandate.arguments.schema;

/**
 * Why a schema can't be enforced whole.
 *
 * @param pointer JSON pointer into the schema, empty for the whole
 * @param message what to write instead
 */
public record Unenforceable(String pointer, String message) implements Compiled {}
