package dev.mandate.messaging.projection;

import dev.mandate.events.cloudevents.EventFamily;
import dev.mandate.events.cloudevents.StateRecord;
import jakarta.enterprise.context.ApplicationScoped;

/** Makes the projections of this service; readiness waits for each of them, and their freshness is measured. */
@ApplicationScoped
public class StateProjections {
    /** The owner starts it, usually when it observes {@code StartupEvent}, and closes it. */
    public <E extends StateRecord> StateProjection<E> of(EventFamily<E> family, StateListener<E> listener) {
        throw new UnsupportedOperationException();
    }
}
