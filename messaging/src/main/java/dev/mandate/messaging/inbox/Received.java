package dev.mandate.messaging.inbox;

import dev.mandate.events.cloudevents.Envelope;

/** An event that arrived for the first time, and where it was. */
public record Received<E>(Envelope<E> envelope, String topic, int partition, long offset) {
    public E event() {
        return envelope.data();
    }
}
