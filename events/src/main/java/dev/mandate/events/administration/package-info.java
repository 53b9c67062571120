/** Who has done what is done by people and clients and not by the course of things: the same in each owner's facts. */
@org.jspecify.annotations.NullMarked
package dev.mandate.events.administration;
