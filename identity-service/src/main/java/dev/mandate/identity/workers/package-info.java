/** What lifecycle says of workers, applied to identities, agents and delegations at once. */
@org.jspecify.annotations.NullMarked
package dev.mandate.identity.workers;
