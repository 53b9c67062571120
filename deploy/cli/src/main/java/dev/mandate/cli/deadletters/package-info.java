/** Commands about what services could not take. */
@org.jspecify.annotations.NullMarked
package dev.mandate.cli.deadletters;
