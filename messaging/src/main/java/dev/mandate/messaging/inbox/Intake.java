package dev.mandate.messaging.inbox;

import dev.mandate.events.cloudevents.EventFamily;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.Function;

/**
 * What a service takes up by its inbox: events of one family, and what they effect.
 *
 * @param consumer what has seen an event; a constant, since renaming it makes every event new again
 * @param effect see {@link Inbox}
 */
public record Intake<E>(String consumer, EventFamily<E> family, Function<List<Received<E>>, Uni<Void>> effect) {
    /** The only one of its topic in this service: the consumer is named after the topic. */
    public static <E> Intake<E> of(EventFamily<E> family, Function<List<Received<E>>, Uni<Void>> effect) {
        return new Intake<>(family.topic().name(), family, effect);
    }
}
