package dev.mandate.authz.recording;

import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.messaging.kafka.KafkaClients;
import dev.mandate.messaging.records.KafkaRecords;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Takes no record while it is down, cannot even be found while it is gone, and never takes a record that is too large. */
final class UnsteadyBroker extends MockProducer<byte[], byte[]> {
    private static final int LARGEST = 5000;

    private final String cluster;
    private volatile boolean down;
    private volatile boolean gone;
    private volatile boolean silent;

    UnsteadyBroker() {
        this("one");
    }

    UnsteadyBroker(String cluster) {
        super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        this.cluster = cluster;
    }

    void down() {
        down = true;
    }

    void gone() {
        gone = true;
    }

    /** It takes records, and never says so. */
    void silent() {
        silent = true;
    }

    void up() {
        down = false;
        gone = false;
    }

    KafkaClients clients() {
        return new KafkaClients(Map.of()) {
            @Override
            public Producer<byte[], byte[]> producer(Map<String, Object> settings) {
                if (gone) throw new KafkaException("no such host");
                return UnsteadyBroker.this;
            }

            @Override
            public CompletableFuture<String> cluster() {
                return CompletableFuture.completedFuture(cluster);
            }
        };
    }

    /** It is the same one for whoever makes another. */
    @Override
    public void close(Duration timeout) {}

    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
        if (silent) return new CompletableFuture<>();
        var failure = record.value().length > LARGEST
                ? new RecordTooLargeException("too large")
                : gone ? new KafkaException("no such host") : down ? new TimeoutException("no broker") : null;
        if (failure == null) return super.send(record, callback);
        callback.onCompletion(null, failure);
        return CompletableFuture.failedFuture(failure);
    }

    List<DecisionEvent> taken() {
        return history().stream()
                .map(it -> SentDecisions.read(KafkaRecords.wire(it)))
                .toList();
    }
}
