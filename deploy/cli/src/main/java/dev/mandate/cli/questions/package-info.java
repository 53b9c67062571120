/**
 * What is known: the four questions about an agent ({@code ask}), an id opened ({@code show}), a decision explained, a session replayed,
 * findings watched.
 */
@org.jspecify.annotations.NullMarked
package dev.mandate.cli.questions;
