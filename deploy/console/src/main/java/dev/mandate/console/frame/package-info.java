/** What every page has in common, and how times are said. */
@org.jspecify.annotations.NullMarked
package dev.mandate.console.frame;
