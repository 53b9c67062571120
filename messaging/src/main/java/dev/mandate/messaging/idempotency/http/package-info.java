/** The header {@code Idempotency-Key} at the edge. */
@org.jspecify.annotations.NullMarked
package dev.mandate.messaging.idempotency.http;
