/** CloudEvents 1.0 over Kafka: binary mode out; binary and structured mode in. */
@org.jspecify.annotations.NullMarked
package dev.mandate.events.cloudevents;
