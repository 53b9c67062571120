/** The one command that people call: launcher, story, and the four questions. */
@org.jspecify.annotations.NullMarked
package dev.mandate.cli;
