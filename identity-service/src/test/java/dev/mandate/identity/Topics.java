package dev.mandate.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.embedded.Platform;
import dev.mandate.embedded.TopicLog;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.CompleteUntil;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.cloudevents.EventFamily;
import dev.mandate.events.cloudevents.Unreadable;
import dev.mandate.events.cloudevents.WireRecord;
import dev.mandate.events.lifecycle.AccessState;
import dev.mandate.events.topics.Topic;
import dev.mandate.events.topics.TopicCatalogue;
import dev.mandate.messaging.records.KafkaRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The broker as lifecycle writes to it and operators read it. */
public final class Topics {
    public static final Duration SOON = Duration.ofSeconds(60);
    private static final KafkaProducer<byte[], byte[]> LIFECYCLE = producer("lifecycle");

    /** By account, of others that write to what identity-service reads. */
    private static final Map<String, KafkaProducer<byte[], byte[]>> OTHERS = new ConcurrentHashMap<>();

    /** Each is read once, for every look begins with the first record of its topic. A topic has one family. */
    private static final Map<ConsumerRecord<byte[], byte[]>, List<?>> READ = new ConcurrentHashMap<>();

    private Topics() {}

    public static void publish(AccessState event) {
        var envelope =
                new Envelope<>("urn:mandate:lifecycle", UUID.randomUUID().toString(), Instant.now(), event, null);
        send(CloudEventCodec.encode(AccessState.FAMILY, envelope));
    }

    public static <E> void publish(EventFamily<E> family, E event) {
        var envelope =
                new Envelope<>("urn:mandate:lifecycle", UUID.randomUUID().toString(), Instant.now(), event, null);
        LIFECYCLE.send(KafkaRecords.toSend(family.topic().name(), CloudEventCodec.encode(family, envelope)));
        LIFECYCLE.flush();
    }

    public static <E> void publishAs(String account, EventFamily<E> family, E event) {
        var envelope =
                new Envelope<>("urn:mandate:" + account, UUID.randomUUID().toString(), Instant.now(), event, null);
        var producer = OTHERS.computeIfAbsent(account, Topics::producer);
        producer.send(KafkaRecords.toSend(family.topic().name(), CloudEventCodec.encode(family, envelope)));
        producer.flush();
    }

    public static void send(WireRecord record) {
        var message = new ProducerRecord<>(AccessState.FAMILY.topic().name(), record.key(), record.value());
        record.headers().forEach((name, value) -> message.headers().add(new RecordHeader(name, value.getBytes(UTF_8))));
        LIFECYCLE.send(message);
        LIFECYCLE.flush();
    }

    /** Says of one partition what the owner's relay does. */
    public static void mark(Topic topic, int partition, Instant until) {
        var marker = CloudEventCodec.encode("urn:mandate:lifecycle", partition, new CompleteUntil(until));
        LIFECYCLE.send(KafkaRecords.toSend(topic.name(), partition, marker));
        LIFECYCLE.flush();
    }

    /** All freshness markers that are on the topic now. */
    public static List<Instant> marks(Topic topic) {
        return read(topic).records().stream()
                .map(KafkaRecords::wire)
                .filter(CloudEventCodec::isCompleteUntil)
                .map(Topics::until)
                .toList();
    }

    private static Instant until(WireRecord marker) {
        try {
            return CloudEventCodec.decodeCompleteUntil(marker).completeUntil();
        } catch (Unreadable e) {
            throw new AssertionError(e);
        }
    }

    /** Waits for the first event that satisfies the condition. */
    public static <E> E awaitOn(EventFamily<E> family, Predicate<E> condition) {
        var record = read(family.topic())
                .await(1, it -> read(family, it).stream().anyMatch(condition))
                .get(0);
        return read(family, record).get(0);
    }

    /** All records of this key, once there are as many. */
    public static List<ConsumerRecord<byte[], byte[]>> awaitOfKey(Topic topic, String key, int count) {
        return read(topic).await(count, it -> it.key() != null && key.equals(new String(it.key(), UTF_8)));
    }

    static ConsumerRecord<byte[], byte[]> awaitDeadLetter(String key) {
        return awaitOfKey(TopicCatalogue.IDENTITY_DEAD_LETTERS, key, 1).get(0);
    }

    @SuppressWarnings("unchecked")
    public static <E> List<E> read(EventFamily<E> family, ConsumerRecord<byte[], byte[]> record) {
        return (List<E>) READ.computeIfAbsent(record, it -> decoded(family, it));
    }

    private static <E> List<E> decoded(EventFamily<E> family, ConsumerRecord<byte[], byte[]> record) {
        var headers = new HashMap<String, String>();
        record.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
        var wire = new WireRecord(record.key(), headers, record.value());
        if (wire.value() == null || CloudEventCodec.isCompleteUntil(wire)) return List.of();
        try {
            return List.of(CloudEventCodec.decode(family, wire).data());
        } catch (Unreadable e) {
            throw new AssertionError("unreadable on " + record.topic(), e);
        }
    }

    private static TopicLog read(Topic topic) {
        return TopicLog.of(topic, "operator");
    }

    private static KafkaProducer<byte[], byte[]> producer(String account) {
        Map<String, Object> config = new HashMap<>(Platform.shared().kafkaClientConfig(account));
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
