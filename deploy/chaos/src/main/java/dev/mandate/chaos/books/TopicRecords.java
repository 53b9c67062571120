package dev.mandate.chaos.books;

import dev.mandate.chaos.installation.Patience;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.cloudevents.EventFamily;
import dev.mandate.events.cloudevents.Unreadable;
import dev.mandate.messaging.records.KafkaRecords;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** All records of a topic, each read once, however often one looks. */
final class TopicRecords<E> implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    /** A partition that nobody leads for so long keeps its records to itself. */
    private static final Duration STILL = Duration.ofMinutes(2);

    private final EventFamily<E> family;
    private final BiConsumer<Envelope<E>, byte[]> taken;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;

    /** @param taken each event once, with the bytes of its record */
    TopicRecords(EventFamily<E> family, Map<String, Object> client, BiConsumer<Envelope<E>, byte[]> taken) {
        this.family = family;
        this.taken = taken;
        var config = new HashMap<>(client);
        config.put("isolation.level", "read_committed");
        config.put("enable.auto.commit", false);
        consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        partitions = consumer.partitionsFor(family.topic().name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /**
     * Takes what is committed by now.
     *
     * @throws IllegalStateException if nothing more of it comes for minutes, or a record breaks its own contract
     */
    void readOn() {
        var ends = consumer.endOffsets(partitions);
        if (!Patience.untilOrStill(() -> left(ends), STILL))
            throw new IllegalStateException(family.topic().name() + " can't be read to its end");
    }

    private long left(Map<TopicPartition, Long> ends) {
        long left = remaining(ends);
        while (left > 0) {
            for (var record : consumer.poll(POLL)) {
                var wire = KafkaRecords.wire(record);
                try {
                    if (!CloudEventCodec.isCompleteUntil(wire))
                        taken.accept(CloudEventCodec.decode(family, wire), record.value());
                } catch (Unreadable e) {
                    throw new IllegalStateException("a record that breaks its own contract", e);
                }
            }
            var now = remaining(ends);
            if (now == left) break;
            left = now;
        }
        return left;
    }

    private long remaining(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - consumer.position(end.getKey())))
                .sum();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
