/** Applications that register themselves (RFC 7591), and which of those that nobody registered a person may let in. */
@org.jspecify.annotations.NullMarked
package dev.mandate.identity.registration;
