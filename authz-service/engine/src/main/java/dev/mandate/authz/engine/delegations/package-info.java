/** Delegations as decisions see them: the chain from the acting agent up to the person, and the limits that each link sets. */
@org.jspecify.annotations.NullMarked
package dev.mandate.authz.engine.delegations;
