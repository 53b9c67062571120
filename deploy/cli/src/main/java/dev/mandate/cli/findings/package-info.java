/** Commands about what the risk job found. */
@org.jspecify.annotations.NullMarked
package dev.mandate.cli.findings;
