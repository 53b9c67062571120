/** Agents and the people who answer for them. */
@org.jspecify.annotations.NullMarked
package dev.mandate.identity.agents;
