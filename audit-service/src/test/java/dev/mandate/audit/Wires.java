package dev.mandate.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.embedded.Platform;
import dev.mandate.embedded.TopicLog;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.cloudevents.EventFamily;
import dev.mandate.events.cloudevents.Unreadable;
import dev.mandate.events.cloudevents.WireRecord;
import dev.mandate.events.topics.Topic;
import dev.mandate.messaging.records.KafkaRecords;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What the other services and platforms write, by real clients with their accounts. */
public final class Wires {
    private static final Map<String, KafkaProducer<byte[], byte[]>> PRODUCERS = new ConcurrentHashMap<>();

    private Wires() {}

    public static <E> WireRecord encode(EventFamily<E> family, String source, String id, Instant time, E event) {
        return CloudEventCodec.encode(family, new Envelope<>(source, id, time, event, null));
    }

    /** As the topic's first writer. */
    public static <E> void send(EventFamily<E> family, E event) {
        send(
                family.topic(),
                encode(
                        family,
                        "urn:test:" + family.topic().name(),
                        UUID.randomUUID().toString(),
                        Instant.now(),
                        event));
    }

    public static void send(Topic topic, WireRecord wire) {
        send(topic, List.of(wire));
    }

    /** All of them, and only then waits until the broker has taken each. */
    public static void send(Topic topic, List<WireRecord> wires) {
        var producer = producer(topic.writers().iterator().next().userName());
        var sent = wires.stream()
                .map(wire -> producer.send(KafkaRecords.toSend(topic.name(), wire)))
                .toList();
        for (var each : sent)
            try {
                each.get();
            } catch (Exception e) {
                throw new AssertionError("the broker did not take it", e);
            }
    }

    /** Everything on the topic that meets the condition, once there are so many. */
    public static List<ConsumerRecord<byte[], byte[]>> read(
            Topic topic, String account, int count, Predicate<ConsumerRecord<byte[], byte[]>> condition) {
        return TopicLog.of(topic, account).await(count, condition);
    }

    /** What is on the topic now and committed, in the order of each partition. */
    public static List<ConsumerRecord<byte[], byte[]>> all(Topic topic, String account) {
        return TopicLog.of(topic, account).records();
    }

    public static <E> E data(EventFamily<E> family, ConsumerRecord<byte[], byte[]> record) {
        try {
            return CloudEventCodec.decode(family, wire(record)).data();
        } catch (Unreadable e) {
            throw new AssertionError("a record that nobody can read", e);
        }
    }

    public static WireRecord wire(ConsumerRecord<byte[], byte[]> record) {
        var headers = new LinkedHashMap<String, String>();
        record.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
        return new WireRecord(record.key(), headers, record.value());
    }

    private static KafkaProducer<byte[], byte[]> producer(String account) {
        return PRODUCERS.computeIfAbsent(account, name -> {
            var settings = new HashMap<>(Platform.shared().kafkaClientConfig(name));
            settings.put("enable.idempotence", "false");
            settings.put("acks", "all");
            return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        });
    }
}
