package dev.mandate.lifecycle.workers;

import dev.mandate.events.hr.HrEvent;
import dev.mandate.messaging.inbox.Inbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Takes everything that HR says, a poll at a time. What can't be read is kept as a dead letter by this lane alone. */
@ApplicationScoped
class HrWorkersConsumer {
    private final Inbox inbox;
    private final Workers workers;

    HrWorkersConsumer(Inbox inbox, Workers workers) {
        this.inbox = inbox;
        this.workers = workers;
    }

    @Incoming("hr-workers")
    Uni<Void> on(ConsumerRecords<byte[], byte[]> batch) {
        return inbox.handle(HrEvent.FAMILY, batch, workers::applyRest);
    }
}
