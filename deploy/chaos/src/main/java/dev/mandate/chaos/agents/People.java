package dev.mandate.chaos.agents;

import dev.mandate.chaos.ledger.Ledger;
import dev.mandate.cli.client.KafkaAccess;
import dev.mandate.cli.hr.Workforce;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.hr.HrEvent;
import dev.mandate.events.hr.WorkerAttributes;
import dev.mandate.events.topics.Account;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;

/** HR: people join and leave, and it is on the ledger once the broker has acknowledged it. */
public final class People implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final Ledger ledger;
    private final AtomicInteger joined = new AtomicInteger();

    public People(KafkaAccess kafka, Ledger ledger) {
        this.producer = kafka.producer(Account.HR);
        this.ledger = ledger;
    }

    /** One more; all of them may read contacts and send mails. */
    public String joins() {
        var number = joined.incrementAndGet();
        var employee = "C%05d".formatted(number);
        var attributes = new WorkerAttributes(
                "Kim",
                "Worker" + number,
                "kim.worker" + number + "@acme.example",
                "sales",
                "member of sales",
                "DE",
                null);
        publish(new HrEvent.Joined(employee, Instant.now().minusSeconds(1), 0, attributes))
                .thenRun(() -> ledger.joined.add(employee));
        return employee;
    }

    /** Completes when it is acknowledged, with the time of it. */
    CompletableFuture<Instant> leaves(String employee) {
        return publish(new HrEvent.Left(employee, Instant.now(), 1)).thenApply(acknowledged -> {
            ledger.left.add(employee);
            return acknowledged;
        });
    }

    private CompletableFuture<Instant> publish(HrEvent event) {
        var acknowledged = new CompletableFuture<Instant>();
        producer.send(
                KafkaAccess.record(
                        HrEvent.FAMILY,
                        new Envelope<>(Workforce.SOURCE, UUID.randomUUID().toString(), Instant.now(), event, null)),
                (sent, failure) -> {
                    if (failure == null) acknowledged.complete(Instant.now());
                    else acknowledged.completeExceptionally(failure);
                });
        return acknowledged;
    }

    @Override
    public void close() {
        producer.close();
    }
}
