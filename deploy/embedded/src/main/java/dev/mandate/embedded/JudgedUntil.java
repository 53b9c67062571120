package dev.mandate.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Unreadable;
import dev.mandate.events.cloudevents.WireRecord;
import dev.mandate.events.topics.TopicCatalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** For measurements: follows until when all is judged, as decisions do, by the marks on {@code risk.sessions.v1}, the least of all partitions. */
public final class JudgedUntil implements AutoCloseable {
    private static final int PARTITIONS = TopicCatalogue.RISK_SESSIONS.partitions();

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<Integer, Instant> marks = new HashMap<>();
    private final Thread thread = new Thread(this::follow, "judged-until");
    private Instant until = Instant.EPOCH;
    private Instant movedAt = Instant.now();
    private Duration longest = Duration.ZERO;
    private Duration oldest = Duration.ZERO;

    /**
     * @param still longest time for which nothing more was judged
     * @param age most that was ever unknown: how long before then everything was judged
     */
    public record Lag(Duration still, Duration age) {}

    /** @param reader what a client needs to sign in who may read the topic */
    public JudgedUntil(Map<String, Object> reader) {
        var settings = new HashMap<>(reader);
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", "false");
        // As whoever decides: a broker that stands still is no reason not to see what others have.
        settings.put("metadata.max.age.ms", "1000");
        settings.put("request.timeout.ms", "6500");
        consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        var partitions = IntStream.range(0, PARTITIONS)
                .mapToObj(number -> new TopicPartition(TopicCatalogue.RISK_SESSIONS.name(), number))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        thread.setDaemon(true);
        thread.start();
    }

    /** Since this was asked last. */
    public synchronized Lag since() {
        look();
        var lag = new Lag(longest, oldest);
        longest = Duration.ZERO;
        oldest = Duration.ZERO;
        movedAt = Instant.now();
        return lag;
    }

    public synchronized Instant until() {
        return until;
    }

    private void follow() {
        try {
            while (true) {
                for (var record : consumer.poll(Duration.ofMillis(100))) take(record);
                look();
            }
        } catch (WakeupException e) {
            consumer.close();
        }
    }

    private synchronized void look() {
        var now = Instant.now();
        longest = longer(longest, Duration.between(movedAt, now));
        if (!until.equals(Instant.EPOCH)) oldest = longer(oldest, Duration.between(until, now));
    }

    private synchronized void take(ConsumerRecord<byte[], byte[]> record) {
        var headers = new LinkedHashMap<String, String>();
        record.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
        var wire = new WireRecord(record.key(), headers, record.value());
        if (!CloudEventCodec.isCompleteUntil(wire)) return;
        try {
            marks.put(
                    record.partition(),
                    CloudEventCodec.decodeCompleteUntil(wire).completeUntil());
        } catch (Unreadable e) {
            throw new IllegalStateException(e);
        }
        var least = marks.values().stream().min(Instant::compareTo).orElse(Instant.EPOCH);
        if (marks.size() < PARTITIONS || !least.isAfter(until)) return;
        look();
        until = least;
        movedAt = Instant.now();
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    @Override
    public void close() {
        consumer.wakeup();
    }
}
