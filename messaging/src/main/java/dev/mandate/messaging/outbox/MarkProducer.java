package dev.mandate.messaging.outbox;

import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.CompleteUntil;
import dev.mandate.messaging.kafka.KafkaClients;
import dev.mandate.messaging.records.KafkaRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Says of partitions until when they are complete where there are no rows to send: without a transaction, which would be four or five
 * requests instead of one. All slices of a service use the same.
 */
final class MarkProducer implements AutoCloseable {
    /** What the slices say at the same moment is one request. */
    private static final int LINGER_MILLIS = 50;

    private final String source;
    private final Producer<byte[], byte[]> producer;

    private MarkProducer(String source, Producer<byte[], byte[]> producer) {
        this.source = source;
        this.producer = producer;
    }

    static MarkProducer open(KafkaClients clients, String source) {
        return new MarkProducer(
                source,
                clients.producer(Map.of(
                        "linger.ms", LINGER_MILLIS,
                        "delivery.timeout.ms", 10_000,
                        "request.timeout.ms", 5_000,
                        "max.block.ms", 10_000)));
    }

    /** @throws KafkaException if one may not have been sent; the next may be */
    void send(Collection<TopicPartition> marked, CompleteUntil marker) {
        var sending = new ArrayList<Future<?>>();
        for (var partition : marked) {
            var record = CloudEventCodec.encode(source, partition.partition(), marker);
            sending.add(producer.send(KafkaRecords.toSend(partition.topic(), partition.partition(), record)));
        }
        for (var one : sending) await(one);
    }

    private static void await(Future<?> one) {
        try {
            one.get();
        } catch (ExecutionException e) {
            throw new KafkaException("a mark may not have been sent", e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
