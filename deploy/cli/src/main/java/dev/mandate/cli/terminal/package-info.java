/** What people type and what they are shown, whichever command it is. */
@org.jspecify.annotations.NullMarked
package dev.mandate.cli.terminal;
