package dev.mandate.identity.findings;

import dev.mandate.events.risk.FindingEvent;
import dev.mandate.messaging.inbox.Inbox;
import dev.mandate.messaging.inbox.Intake;
import dev.mandate.messaging.inbox.Intakes;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Reads {@code risk.findings.v1}. */
@ApplicationScoped
class FindingsConsumer implements Intakes {
    private final Inbox inbox;
    private final Intake<FindingEvent> findings;

    FindingsConsumer(Inbox inbox, SessionRisks risks) {
        this.inbox = inbox;
        this.findings = Intake.of(FindingEvent.FAMILY, risks::apply);
    }

    @Incoming("findings")
    Uni<Void> on(ConsumerRecords<byte[], byte[]> batch) {
        return inbox.handle(findings, batch);
    }

    @Override
    public List<Intake<?>> intakes() {
        return List.of(findings);
    }
}
