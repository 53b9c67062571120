package dev.mandate.messaging.inbox;

import dev.mandate.events.lifecycle.WorkerEvent;
import dev.mandate.messaging.ProcessedRow;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** A consumer as a service writes it. */
@ApplicationScoped
public class WorkersConsumer implements Intakes {
    /** Employees of its own that are refused until they are in here. */
    public static final Set<String> MENDED = ConcurrentHashMap.newKeySet();

    private final Intake<WorkerEvent> workers = Intake.of(WorkerEvent.FAMILY, WorkersConsumer::take);

    @Inject
    Inbox inbox;

    @Incoming("workers")
    Uni<Void> on(ConsumerRecords<byte[], byte[]> batch) {
        return inbox.handle(workers, batch);
    }

    @Override
    public List<Intake<?>> intakes() {
        return List.of(workers);
    }

    private static Uni<Void> take(List<Received<WorkerEvent>> events) {
        for (var received : events) {
            var employee = received.event().employeeId();
            if (employee.startsWith("poison")) throw new IllegalStateException("a bug");
            if (employee.startsWith("not-yet") && !MENDED.contains(employee))
                throw new Refused("its time has not come");
            if (employee.startsWith("refuse-me")) throw new Refused("nobody wants this");
        }
        var rows = events.stream()
                .map(received -> new ProcessedRow(received.event().employeeId()))
                .toArray();
        return Panache.getSession().chain(session -> session.persistAll(rows));
    }
}
