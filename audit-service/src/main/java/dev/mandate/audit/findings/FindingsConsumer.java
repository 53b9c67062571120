package dev.mandate.audit.findings;

import dev.mandate.events.risk.FindingEvent;
import dev.mandate.messaging.inbox.Inbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Keeps the newest state of each finding. */
@ApplicationScoped
class FindingsConsumer {
    private static final String NAME = "findings";

    private final Inbox inbox;
    private final FindingStore findings;

    @Inject
    FindingsConsumer(Inbox inbox, FindingStore findings) {
        this.inbox = inbox;
        this.findings = findings;
    }

    @Incoming("finding-states")
    Uni<Void> on(ConsumerRecords<byte[], byte[]> batch) {
        return inbox.handle(NAME, FindingEvent.FAMILY, batch, findings::take);
    }
}
