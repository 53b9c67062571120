/** What agents really used in their tasks, for who is asked for another. */
@org.jspecify.annotations.NullMarked
package dev.mandate.identity.uses;
