package dev.mandate.messaging.outputs;

import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.cloudevents.EventFamily;
import java.io.IOException;
import java.util.Optional;

/**
 * What outputs are told of.
 *
 * @param groups how their consumer groups begin; the output's name follows
 * @param family whose topic they follow
 * @param <E> event of the topic
 * @param <M> what is sent
 */
public record OutputSource<E, M>(String groups, EventFamily<E> family, Wording<E, M> wording) {
    /** How an event is told. It may wait for a database. */
    public interface Wording<E, M> {
        /**
         * @param value of the event's record, byte for byte
         * @return empty if outputs aren't told of it
         * @throws IOException if it can't be said now; it will be asked again
         */
        Optional<M> of(Envelope<E> event, byte[] value) throws IOException, InterruptedException;
    }
}
