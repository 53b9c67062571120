/** Speaks OpenID Connect with a provider elsewhere, as its client: asks, and believes what was signed for us alone. */
@org.jspecify.annotations.NullMarked
package dev.mandate.identity.upstream;
