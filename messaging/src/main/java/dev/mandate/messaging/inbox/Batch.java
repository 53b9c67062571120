package dev.mandate.messaging.inbox;

import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.EventFamily;
import dev.mandate.events.cloudevents.Unreadable;
import dev.mandate.events.cloudevents.Unreadable.Reason;
import dev.mandate.messaging.records.KafkaRecords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * A poll's worth of records, read.
 *
 * @param events in the order of the records
 * @param marks the last freshness marker of each partition that had one
 */
record Batch<E>(List<Item<E>> events, List<Refusal> refusals, Map<TopicPartition, Instant> marks) {
    /** A record that becomes a dead letter. */
    record Refusal(ConsumerRecord<byte[], byte[]> record, Reason reason, String message) {}

    static <E> Batch<E> of(EventFamily<E> family, Iterable<ConsumerRecord<byte[], byte[]>> records) {
        var batch = new Batch<E>(new ArrayList<>(), new ArrayList<>(), new HashMap<>());
        for (var record : records) {
            try {
                batch.add(family, record);
            } catch (Unreadable e) {
                batch.refusals().add(new Refusal(record, e.reason(), String.valueOf(e.getMessage())));
            }
        }
        return batch;
    }

    private void add(EventFamily<E> family, ConsumerRecord<byte[], byte[]> record) throws Unreadable {
        if (record.value() == null && family.topic().compacted()) return; // its last revision said deleted
        var wire = KafkaRecords.wire(record);
        if (family.topic().compacted() && CloudEventCodec.isCompleteUntil(wire)) {
            var until = CloudEventCodec.decodeCompleteUntil(wire).completeUntil();
            marks.put(new TopicPartition(record.topic(), record.partition()), until);
            return;
        }
        events.add(Item.of(family, record, CloudEventCodec.decode(family, wire)));
    }
}
