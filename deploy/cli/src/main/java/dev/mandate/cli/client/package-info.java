/** Real clients of the running system: HTTP with tokens, Kafka with accounts. */
@org.jspecify.annotations.NullMarked
package dev.mandate.cli.client;
