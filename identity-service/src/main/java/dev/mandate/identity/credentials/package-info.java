/** What people sign in with: passwords, passkeys, and links by which they set the first one. */
@org.jspecify.annotations.NullMarked
package dev.mandate.identity.credentials;
