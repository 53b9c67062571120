package dev.mandate.identity.signals;

import dev.mandate.events.risk.FindingEvent;
import dev.mandate.messaging.inbox.Inbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Reads {@code risk.findings.v1}. */
@ApplicationScoped
class FindingsConsumer {
    private final Inbox inbox;
    private final SessionRisks risks;

    FindingsConsumer(Inbox inbox, SessionRisks risks) {
        this.inbox = inbox;
        this.risks = risks;
    }

    @Incoming("findings")
    Uni<Void> on(ConsumerRecords<byte[], byte[]> batch) {
        return inbox.handle(FindingEvent.FAMILY, batch, risks::apply);
    }
}
