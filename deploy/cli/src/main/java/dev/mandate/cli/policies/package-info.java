/** {@code mandate policies}: publish, test, watch, activate and roll back policy sets. */
@org.jspecify.annotations.NullMarked
package dev.mandate.cli.policies;
