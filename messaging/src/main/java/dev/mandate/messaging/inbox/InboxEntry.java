package dev.mandate.messaging.inbox;

/**
 * That an intake has seen an event.
 *
 * @param digest of type and data, hexadecimal
 */
public record InboxEntry(String consumer, String source, String id, String digest) {}
