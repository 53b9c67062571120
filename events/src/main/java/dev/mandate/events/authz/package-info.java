/** Decisions, one record each. */
@org.jspecify.annotations.NullMarked
package dev.mandate.events.authz;
