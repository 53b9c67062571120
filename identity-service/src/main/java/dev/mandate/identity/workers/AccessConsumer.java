package dev.mandate.identity.workers;

import dev.mandate.events.lifecycle.AccessState;
import dev.mandate.messaging.inbox.Inbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Reads {@code lifecycle.access.v1}; DESIGN.md says why not the facts of {@code lifecycle.workers.v1}. */
@ApplicationScoped
class AccessConsumer {
    private final Inbox inbox;
    private final Workers workers;

    AccessConsumer(Inbox inbox, Workers workers) {
        this.inbox = inbox;
        this.workers = workers;
    }

    @Incoming("access")
    Uni<Void> on(ConsumerRecords<byte[], byte[]> batch) {
        return inbox.handle(AccessState.FAMILY, batch, workers::apply);
    }
}
