/** Findings about dead letters: what could not be read, and what came twice with different content. */
@org.jspecify.annotations.NullMarked
package dev.mandate.audit.engine.deadletters;
