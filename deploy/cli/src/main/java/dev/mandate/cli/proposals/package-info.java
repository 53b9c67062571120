/** Changes with a far reach: what waits for people, and what two of them say to it. */
@org.jspecify.annotations.NullMarked
package dev.mandate.cli.proposals;
