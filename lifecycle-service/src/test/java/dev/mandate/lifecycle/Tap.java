package dev.mandate.lifecycle;

import dev.mandate.embedded.Platform;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.EventFamily;
import dev.mandate.events.cloudevents.Unreadable;
import dev.mandate.messaging.records.KafkaRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a topic from its beginning as an operator may; each look takes what has come since. */
public final class Tap implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<ConsumerRecord<byte[], byte[]>> seen = new ArrayList<>();

    public Tap(String topic) {
        var config = new HashMap<>(Platform.shared().kafkaClientConfig("operator"));
        config.put("isolation.level", "read_committed");
        config.put("auto.offset.reset", "earliest");
        config.put("max.partition.fetch.bytes", 8 * 1024 * 1024);
        consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        var partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    public List<ConsumerRecord<byte[], byte[]>> records() {
        for (var polled = poll(); !polled.isEmpty(); polled = poll()) seen.addAll(polled);
        return List.copyOf(seen);
    }

    public <E> List<E> events(EventFamily<E> family, String key) {
        var events = new ArrayList<E>();
        for (var record : records()) {
            if (record.key() == null || !key.equals(new String(record.key()))) continue;
            if (record.value() == null) continue;
            try {
                events.add(CloudEventCodec.decode(family, KafkaRecords.wire(record))
                        .data());
            } catch (Unreadable e) {
                throw new AssertionError("we published what can't be read", e);
            }
        }
        return events;
    }

    private List<ConsumerRecord<byte[], byte[]>> poll() {
        var polled = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        consumer.poll(Duration.ofMillis(100)).forEach(polled::add);
        return polled;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
