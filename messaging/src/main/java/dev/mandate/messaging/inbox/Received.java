package dev.mandate.messaging.inbox;

import dev.mandate.events.cloudevents.Envelope;

/**
 * An event that arrived for the first time, and where it was.
 *
 * @param value of the record, byte for byte: what the event's type doesn't know is in it still. Not to be written to
 */
public record Received<E>(Envelope<E> envelope, String topic, int partition, long offset, byte[] value) {
    public E event() {
        return envelope.data();
    }
}
