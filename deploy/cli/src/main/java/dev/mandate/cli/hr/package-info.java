/** Upstream HR: a seeded workforce, its year of events, and a plain producer. */
@org.jspecify.annotations.NullMarked
package dev.mandate.cli.hr;
