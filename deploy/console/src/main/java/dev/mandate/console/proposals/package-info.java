/** Changes that reach others, and wait for two people. */
@org.jspecify.annotations.NullMarked
package dev.mandate.console.proposals;
