/** A request that its sender repeats, since he got no answer, is done once, and answered as the first time. */
@org.jspecify.annotations.NullMarked
package dev.mandate.messaging.idempotency;
