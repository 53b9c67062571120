package dev.mandate.identity.workers;

import dev.mandate.events.lifecycle.WorkerEvent;
import dev.mandate.messaging.inbox.Inbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Reads {@code lifecycle.workers.v1}. */
@ApplicationScoped
class WorkersConsumer {
    private final Inbox inbox;
    private final Workers workers;

    WorkersConsumer(Inbox inbox, Workers workers) {
        this.inbox = inbox;
        this.workers = workers;
    }

    @Incoming("workers")
    Uni<Void> on(ConsumerRecords<byte[], byte[]> batch) {
        return inbox.handle(WorkerEvent.FAMILY, batch, workers::apply);
    }
}
