/** How long agents' tasks may last at most, as administrators say. */
@org.jspecify.annotations.NullMarked
package dev.mandate.console.caps;
