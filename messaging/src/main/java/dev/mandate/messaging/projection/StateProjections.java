package dev.mandate.messaging.projection;

import dev.mandate.events.cloudevents.EventFamily;
import dev.mandate.events.cloudevents.StateRecord;
import dev.mandate.events.cloudevents.Unreadable;
import dev.mandate.messaging.deadletters.DeadLetters;
import dev.mandate.messaging.kafka.KafkaClients;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/** Makes the projections of this service; readiness waits for each of them, and their freshness is measured. */
@ApplicationScoped
public class StateProjections {
    private static final Logger LOG = Logger.getLogger(StateProjections.class);

    private final KafkaClients clients;
    private final DeadLetters deadLetters;
    private final List<StateProjection<?>> all = new CopyOnWriteArrayList<>();

    @Inject
    public StateProjections(KafkaClients clients, DeadLetters deadLetters) {
        this.clients = clients;
        this.deadLetters = deadLetters;
    }

    /** The owner starts it, usually when it observes {@code StartupEvent}, and closes it. */
    public <E extends StateRecord> StateProjection<E> of(EventFamily<E> family, StateListener<E> listener) {
        var projection = new StateProjection<>(family, new Revisions<>(family, listener, this::keep), clients);
        all.add(projection);
        return projection;
    }

    public List<StateProjection<?>> all() {
        return List.copyOf(all);
    }

    private void keep(ConsumerRecord<byte[], byte[]> record, Unreadable.Reason reason, String message) {
        deadLetters
                .keep(record, reason, message)
                .subscribe()
                .with(kept -> {}, failure -> LOG.errorf(failure, "no dead letter for an unreadable state record"));
    }
}
