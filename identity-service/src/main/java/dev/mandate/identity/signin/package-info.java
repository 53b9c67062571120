/** Issuers whose assertions sign a person in (RFC 7523). */
@org.jspecify.annotations.NullMarked
package dev.mandate.identity.signin;
