/** A process that is asked to end begins nothing new and finishes what it has begun. */
@org.jspecify.annotations.NullMarked
package dev.mandate.messaging.draining;
