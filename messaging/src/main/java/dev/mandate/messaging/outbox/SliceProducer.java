package dev.mandate.messaging.outbox;

import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.CompleteUntil;
import dev.mandate.messaging.kafka.KafkaClients;
import dev.mandate.messaging.records.KafkaRecords;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;

/** Sends what one slice has, all or nothing. Opening one fences every other that was opened for the slice before. */
final class SliceProducer implements AutoCloseable {
    private final String source;
    private final Producer<byte[], byte[]> producer;

    private SliceProducer(String source, Producer<byte[], byte[]> producer) {
        this.source = source;
        this.producer = producer;
    }

    static SliceProducer open(KafkaClients clients, String service, String source, int slice) {
        var producer = clients.producer(Map.of(
                "transactional.id", service + "-relay-" + slice,
                "transaction.timeout.ms", 15_000,
                "delivery.timeout.ms", 10_000,
                "request.timeout.ms", 5_000,
                "max.block.ms", 10_000,
                "max.request.size", 2 * 1024 * 1024));
        try {
            producer.initTransactions();
            return new SliceProducer(source, producer);
        } catch (RuntimeException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
    }

    /** @throws org.apache.kafka.common.KafkaException if it may not have been sent; the producer is of no use then */
    void send(List<OutboxRow> rows, Collection<TopicPartition> marked, CompleteUntil marker) {
        producer.beginTransaction();
        for (var row : rows) {
            producer.send(KafkaRecords.toSend(row.topic(), row.partition(), row.record()));
        }
        for (var partition : marked) {
            var record = CloudEventCodec.encode(source, partition.partition(), marker);
            producer.send(KafkaRecords.toSend(partition.topic(), partition.partition(), record));
        }
        producer.commitTransaction();
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
