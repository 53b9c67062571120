/** How events and dead letters lie in Kafka's records; needs its client library, and no framework. */
@org.jspecify.annotations.NullMarked
package dev.mandate.messaging.records;
