package dev.mandate.messaging.outbox;

import dev.mandate.events.cloudevents.EventFamily;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Sends events with the transaction that writes the rows they are about.
 *
 * <p>Only for a caller inside a Hibernate Reactive transaction of the current context. He must hold the lock on the aggregate
 * (its row read {@code FOR UPDATE}, or its {@code @Version}) and must have increased the state's revision in the same
 * transaction: that makes the order of the outbox the order of commits for each key.
 */
@ApplicationScoped
public class Outbox {
    public <E> Uni<Void> publish(EventFamily<E> family, E event) {
        return publishAll(family, List.of(event));
    }

    /**
     * In the order of the list.
     *
     * @throws IllegalArgumentException if an event is larger than its topic lets readers take
     */
    public <E> Uni<Void> publishAll(EventFamily<E> family, List<? extends E> events) {
        throw new UnsupportedOperationException();
    }
}
