/** Devices of people: on which somebody signs in, and what their management has told of each. */
@org.jspecify.annotations.NullMarked
package dev.mandate.identity.postures;
