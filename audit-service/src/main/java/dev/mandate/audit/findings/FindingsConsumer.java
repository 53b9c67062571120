package dev.mandate.audit.findings;

import dev.mandate.events.risk.FindingEvent;
import dev.mandate.messaging.inbox.Inbox;
import dev.mandate.messaging.inbox.Intake;
import dev.mandate.messaging.inbox.Intakes;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Keeps the newest state of each finding. */
@ApplicationScoped
class FindingsConsumer implements Intakes {
    private static final String NAME = "findings";

    private final Inbox inbox;
    private final Intake<FindingEvent> states;

    @Inject
    FindingsConsumer(Inbox inbox, FindingStore findings) {
        this.inbox = inbox;
        this.states = new Intake<>(NAME, FindingEvent.FAMILY, findings::take);
    }

    @Incoming("finding-states")
    Uni<Void> on(ConsumerRecords<byte[], byte[]> batch) {
        return inbox.handle(states, batch);
    }

    @Override
    public List<Intake<?>> intakes() {
        return List.of(states);
    }
}
