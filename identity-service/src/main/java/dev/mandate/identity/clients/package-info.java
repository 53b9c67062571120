/** Who may call the token endpoint, and how it proves that it is who it says. */
@org.jspecify.annotations.NullMarked
package dev.mandate.identity.clients;
