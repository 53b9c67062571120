/** Applications sign people in here: OpenID Connect by authorization code with PKCE, and what follows from it. */
@org.jspecify.annotations.NullMarked
package dev.mandate.identity.authorize;
