/** Plays recorded runs through the risk job and the session policies in this process, and counts what they find. */
@org.jspecify.annotations.NullMarked
package dev.mandate.cli.evaluation;
