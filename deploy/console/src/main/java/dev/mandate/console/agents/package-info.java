/** Agents that a person answers for, or is asked to, and tasks that he gave. */
@org.jspecify.annotations.NullMarked
package dev.mandate.console.agents;
