/** Past decisions, read from their topic when someone asks: against a candidate before it counts, and what a watched version changed. */
@org.jspecify.annotations.NullMarked
package dev.mandate.authz.history;
