/** What the risk of a session means for its delegations, and who is told. */
@org.jspecify.annotations.NullMarked
package dev.mandate.identity.findings;
