/** Locks on what has no row that could be locked. */
@org.jspecify.annotations.NullMarked
package dev.mandate.identity.locks;
