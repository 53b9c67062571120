/** Signals of others (RFC 8935 and 8936, OpenID CAEP): whose are heard, and what they do to people here. */
@org.jspecify.annotations.NullMarked
package dev.mandate.identity.transmitters;
