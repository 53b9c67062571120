/** Attempts to sign in that nobody looked at one by one, on record by their number. */
@org.jspecify.annotations.NullMarked
package dev.mandate.identity.heldback;
