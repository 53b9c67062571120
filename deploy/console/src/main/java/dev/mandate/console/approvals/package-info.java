/** Calls of agents that wait for a person's yes. */
@org.jspecify.annotations.NullMarked
package dev.mandate.console.approvals;
