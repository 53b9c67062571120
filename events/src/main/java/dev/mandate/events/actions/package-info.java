/** Inbound facts of agent platforms: what agents did. */
@org.jspecify.annotations.NullMarked
package dev.mandate.events.actions;
