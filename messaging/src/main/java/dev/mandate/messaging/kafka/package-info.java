/** Plain Kafka clients with this service's account, and their records as the contracts see them. */
@org.jspecify.annotations.NullMarked
package dev.mandate.messaging.kafka;
