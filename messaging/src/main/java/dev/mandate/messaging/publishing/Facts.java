package dev.mandate.messaging.publishing;

import dev.mandate.events.cloudevents.EventFamily;
import dev.mandate.messaging.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** What others are told, in this order, in one transaction with the rows. */
public record Facts<E>(EventFamily<E> family, List<? extends E> events) {
    public Facts {
        events = List.copyOf(events);
    }

    public static <E> Facts<E> of(EventFamily<E> family, E event) {
        return new Facts<>(family, List.of(event));
    }

    Uni<Void> publish(Outbox outbox) {
        return outbox.publishAll(family, events);
    }
}
