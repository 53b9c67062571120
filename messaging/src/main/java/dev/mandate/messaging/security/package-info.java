/** Who is calling: access tokens, checked locally with the keys that identity-service publishes. */
@org.jspecify.annotations.NullMarked
package dev.mandate.messaging.security;
