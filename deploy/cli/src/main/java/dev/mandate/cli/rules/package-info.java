/** {@code mandate rules}: publish, test, watch, activate and roll back risk rules. */
@org.jspecify.annotations.NullMarked
package dev.mandate.cli.rules;
