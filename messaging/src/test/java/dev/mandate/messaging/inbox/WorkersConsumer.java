package dev.mandate.messaging.inbox;

import dev.mandate.events.lifecycle.WorkerEvent;
import dev.mandate.messaging.ProcessedRow;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** A consumer as a service writes it. */
@ApplicationScoped
class WorkersConsumer {
    @Inject
    Inbox inbox;

    @Incoming("workers")
    Uni<Void> on(ConsumerRecords<byte[], byte[]> batch) {
        return inbox.handle(WorkerEvent.FAMILY, batch, WorkersConsumer::take);
    }

    private static Uni<Void> take(List<Received<WorkerEvent>> events) {
        for (var received : events) {
            var employee = received.event().employeeId();
            if (employee.startsWith("poison")) throw new IllegalStateException("a bug");
            if (employee.startsWith("refuse-me")) throw new Refused("nobody wants this");
        }
        var rows = events.stream()
                .map(received -> new ProcessedRow(received.event().employeeId()))
                .toArray();
        return Panache.getSession().chain(session -> session.persistAll(rows));
    }
}
