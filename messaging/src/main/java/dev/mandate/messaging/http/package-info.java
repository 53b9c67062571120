/** Errors as RFC 9457 problems, bodies read strictly, and what may be sent where. */
@org.jspecify.annotations.NullMarked
package dev.mandate.messaging.http;
