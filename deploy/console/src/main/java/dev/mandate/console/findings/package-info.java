/** What the risk job found, and what people do about it. */
@org.jspecify.annotations.NullMarked
package dev.mandate.console.findings;
