/** What policies, which are authz-service's, say to somebody who is asked for a task. */
@org.jspecify.annotations.NullMarked
package dev.mandate.identity.policies;
