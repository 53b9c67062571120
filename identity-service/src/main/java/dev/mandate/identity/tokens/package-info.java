/** The token endpoint: access tokens by client credentials, sign-in assertion and token exchange. */
@org.jspecify.annotations.NullMarked
package dev.mandate.identity.tokens;
