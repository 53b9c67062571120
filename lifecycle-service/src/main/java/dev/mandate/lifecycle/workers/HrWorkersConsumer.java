package dev.mandate.lifecycle.workers;

import dev.mandate.events.hr.HrEvent;
import dev.mandate.messaging.inbox.Gathering;
import dev.mandate.messaging.inbox.Inbox;
import dev.mandate.messaging.inbox.Intake;
import dev.mandate.messaging.inbox.Intakes;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Takes everything that HR says, a poll at a time. What can't be read is kept as a dead letter by this lane alone. */
@ApplicationScoped
class HrWorkersConsumer implements Intakes {
    private final Inbox inbox;
    private final Intake<HrEvent> employees;

    HrWorkersConsumer(Inbox inbox, Workers workers) {
        this.inbox = inbox;
        this.employees = Intake.of(HrEvent.FAMILY, workers::applyRest);
    }

    @Incoming("hr-workers")
    Uni<Void> on(ConsumerRecords<byte[], byte[]> batch) {
        return Gathering.after(batch, inbox.handle(employees, batch));
    }

    @Override
    public List<Intake<?>> intakes() {
        return List.of(employees);
    }
}
