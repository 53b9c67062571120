/** Inbound facts of upstream HR systems. */
@org.jspecify.annotations.NullMarked
package dev.mandate.events.hr;
