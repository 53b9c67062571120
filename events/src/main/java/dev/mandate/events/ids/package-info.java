/** Typed ids. Each is an opaque string whose prefix tells its kind, so that a person can paste any of them into one command. */
@org.jspecify.annotations.NullMarked
package dev.mandate.events.ids;
