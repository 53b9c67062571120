/** Signals of others (RFC 8935, OpenID CAEP): whose are heard, and what they do to people here. */
@org.jspecify.annotations.NullMarked
package dev.mandate.identity.transmitters;
