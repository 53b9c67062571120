package dev.mandate.authz.http;

import dev.mandate.embedded.Platform;
import dev.mandate.events.authz.PolicyRecord;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Unreadable;
import dev.mandate.messaging.records.KafkaRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads {@code authz.policies.v1} as audit-service does. */
final class PolicyRecords implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<PolicyRecord> records = new ArrayList<>();

    PolicyRecords() {
        var config = new HashMap<>(Platform.shared().kafkaClientConfig("audit"));
        config.put("isolation.level", "read_committed");
        consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        var partitions = List.of(new TopicPartition(PolicyRecord.FAMILY.topic().name(), 0));
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Of this set, so far. */
    <R extends PolicyRecord> List<R> of(String set, Class<R> kind) {
        for (var record : consumer.poll(Duration.ofMillis(100))) {
            var wire = KafkaRecords.wire(record);
            if (record.value() == null || CloudEventCodec.isCompleteUntil(wire)) continue;
            try {
                records.add(CloudEventCodec.decode(PolicyRecord.FAMILY, wire).data());
            } catch (Unreadable e) {
                throw new AssertionError(e);
            }
        }
        return records.stream()
                .filter(record -> record.set().equals(set))
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
