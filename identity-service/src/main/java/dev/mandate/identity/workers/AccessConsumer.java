package dev.mandate.identity.workers;

import dev.mandate.events.lifecycle.AccessState;
import dev.mandate.messaging.inbox.Inbox;
import dev.mandate.messaging.inbox.Intake;
import dev.mandate.messaging.inbox.Intakes;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Reads {@code lifecycle.access.v1}; DESIGN.md says why not the facts of {@code lifecycle.workers.v1}. */
@ApplicationScoped
class AccessConsumer implements Intakes {
    private final Inbox inbox;
    private final Intake<AccessState> access;

    AccessConsumer(Inbox inbox, Workers workers) {
        this.inbox = inbox;
        this.access = Intake.of(AccessState.FAMILY, workers::apply);
    }

    @Incoming("access")
    Uni<Void> on(ConsumerRecords<byte[], byte[]> batch) {
        return inbox.handle(access, batch);
    }

    @Override
    public List<Intake<?>> intakes() {
        return List.of(access);
    }
}
