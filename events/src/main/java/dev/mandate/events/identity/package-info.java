/** State that identity-service owns: identities, delegations, public signing keys. */
@org.jspecify.annotations.NullMarked
package dev.mandate.events.identity;
