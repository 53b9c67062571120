/** Commands for people: the four questions, an id opened, a departure followed, findings watched. */
@org.jspecify.annotations.NullMarked
package dev.mandate.cli.questions;
