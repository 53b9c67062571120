package dev.mandate.arguments.schema;

/** What came of a tool's schema: one that is enforced whole, or why it can't be. */
public sealed interface Compiled permits ArgumentsSchema, Unenforceable {}
