/** The first ten minutes: {@code up}, a small example organisation, and what to paste next. */
@org.jspecify.annotations.NullMarked
package dev.mandate.cli.first;
