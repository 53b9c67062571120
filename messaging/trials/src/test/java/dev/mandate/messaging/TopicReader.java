package dev.mandate.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.embedded.Platform;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.topics.Topic;
import dev.mandate.messaging.kafka.KafkaClients;
import dev.mandate.messaging.records.KafkaRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;

/** What stands on a topic from now on, as an account that may read it sees it. */
public final class TopicReader implements AutoCloseable {
    private final Consumer<byte[], byte[]> consumer;
    private final List<ConsumerRecord<byte[], byte[]>> seen = new ArrayList<>();

    private TopicReader(Consumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    public static TopicReader of(Topic topic, String account) {
        var consumer = new KafkaClients(Platform.shared().kafkaClientConfig(account)).reader(Map.of());
        var partitions = IntStream.range(0, topic.partitions())
                .mapToObj(number -> new TopicPartition(topic.name(), number))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        return new TopicReader(consumer);
    }

    /** Every record so far that meets the condition, once there are at least as many. */
    public List<ConsumerRecord<byte[], byte[]>> await(int count, Predicate<ConsumerRecord<byte[], byte[]>> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
            poll();
            return seen.stream().filter(condition).count() >= count;
        });
        return seen.stream().filter(condition).toList();
    }

    public List<ConsumerRecord<byte[], byte[]>> during(Duration time) {
        Awaitility.await().during(time).atMost(time.plusSeconds(5)).until(() -> {
            poll();
            return true;
        });
        return List.copyOf(seen);
    }

    private void poll() {
        consumer.poll(Duration.ofMillis(100)).forEach(seen::add);
    }

    public static Predicate<ConsumerRecord<byte[], byte[]>> key(String key) {
        return record -> record.key() != null && key.equals(new String(record.key(), UTF_8));
    }

    public static Predicate<ConsumerRecord<byte[], byte[]>> marker() {
        return record -> CloudEventCodec.isCompleteUntil(KafkaRecords.wire(record));
    }

    @Override
    public void close() {
        consumer.close();
    }
}
