package dev.mandate.cli.hr;

import dev.mandate.cli.client.KafkaAccess;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.hr.HrEvent;
import dev.mandate.events.hr.WorkerAttributes;
import dev.mandate.events.topics.Account;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Someone in HR who records what happens today: a plain producer with HR's account. */
public final class HrDesk implements AutoCloseable {
    /** After every sequence number of the simulated year. */
    private static final long TODAY = 1_000_000;

    private final KafkaProducer<byte[], byte[]> producer;
    private @Nullable Future<RecordMetadata> last;

    public HrDesk(KafkaAccess kafka) {
        this.producer = kafka.producer(Account.HR);
    }

    public KafkaProducer<byte[], byte[]> producer() {
        return producer;
    }

    /** @return the instant at which it was handed to the broker */
    public Instant leaves(String employeeId) {
        return publish(new HrEvent.Left(employeeId, Instant.now(), sequence()));
    }

    public Instant moves(String employeeId, WorkerAttributes attributes) {
        return publish(new HrEvent.Moved(employeeId, Instant.now(), sequence(), attributes));
    }

    public Instant returns(String employeeId, WorkerAttributes attributes) {
        return publish(new HrEvent.Rehired(employeeId, Instant.now(), sequence(), attributes));
    }

    private Instant publish(HrEvent event) {
        var sent = Instant.now();
        last = producer.send(KafkaAccess.record(
                HrEvent.FAMILY,
                new Envelope<>(Workforce.SOURCE, UUID.randomUUID().toString(), sent, event, null)));
        return sent;
    }

    /** @throws KafkaException with the broker's reason, if it hasn't taken what was published last */
    public void acknowledged() {
        if (last == null) return;
        try {
            last.get();
        } catch (ExecutionException e) {
            throw new KafkaException(
                    "the broker doesn't take what HR says: " + Objects.requireNonNullElse(e.getCause(), e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", e);
        }
    }

    private static long sequence() {
        return TODAY + System.currentTimeMillis();
    }

    @Override
    public void close() {
        producer.close();
    }
}
