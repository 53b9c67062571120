/** Requests to hosts that somebody else names. */
@org.jspecify.annotations.NullMarked
package dev.mandate.identity.outgoing;
