/** The page by which a person agrees to a task on the way from an agent and back. */
@org.jspecify.annotations.NullMarked
package dev.mandate.identity.consent;
