package dev.mandate.embedded;

import dev.mandate.events.topics.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * What is on a topic of {@link Platform#shared()} and committed, from its beginning, for tests. One client reads it once for all tests
 * of a JVM, since a client for each look, and a look from the beginning each time, take longer than what they look for.
 */
public final class TopicLog {
    private static final Map<String, TopicLog> LOGS = new ConcurrentHashMap<>();
    private static final BrokerAdmin ADMIN = Platform.shared().admin();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String name;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    private final Map<TopicPartition, Long> read = new HashMap<>();
    private @Nullable Throwable failure;

    private TopicLog(Topic topic, String account) {
        name = topic.name();
        partitions = IntStream.range(0, topic.partitions())
                .mapToObj(number -> new TopicPartition(name, number))
                .toList();
        var settings = new HashMap<>(Platform.shared().kafkaClientConfig(account));
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", "false");
        settings.put("max.partition.fetch.bytes", 8 * 1024 * 1024);
        // A broker answers as soon as there is a record, so that longer waits cost nobody time.
        settings.put("fetch.max.wait.ms", 10_000);
        consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        var reader = new Thread(this::follow, "reads " + name);
        reader.setDaemon(true);
        reader.start();
    }

    /** @param account one that may read the topic */
    public static TopicLog of(Topic topic, String account) {
        return LOGS.computeIfAbsent(topic.name() + " as " + account, key -> new TopicLog(topic, account));
    }

    /** Everything that was committed when this was called, in the order of each partition. */
    public List<ConsumerRecord<byte[], byte[]>> records() {
        var ends = ends();
        return waitFor(() ->
                ends.entrySet().stream().allMatch(end -> read.getOrDefault(end.getKey(), 0L) >= end.getValue())
                        ? List.copyOf(records)
                        : null);
    }

    /**
     * Every record that meets the condition, once there are so many.
     *
     * @throws AssertionError if there are fewer after a minute
     */
    public List<ConsumerRecord<byte[], byte[]>> await(int count, Predicate<ConsumerRecord<byte[], byte[]>> condition) {
        var found = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        var looked = new int[1];
        return waitFor(() -> {
            for (; looked[0] < records.size(); looked[0]++) {
                var record = records.get(looked[0]);
                if (condition.test(record)) found.add(record);
            }
            return found.size() < count ? null : found;
        });
    }

    /** Asked by a client of its own: on the reader's connection the answer would stand behind the records that it waits for. */
    private Map<TopicPartition, Long> ends() {
        var latest = partitions.stream().collect(Collectors.toMap(it -> it, it -> OffsetSpec.latest()));
        try {
            return ADMIN
                    .client()
                    .listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                    .all()
                    .get()
                    .entrySet()
                    .stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, end -> end.getValue().offset()));
        } catch (ExecutionException e) {
            throw new AssertionError("the broker does not say where " + name + " ends", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private synchronized <T> T waitFor(Look<T> look) {
        var until = System.nanoTime() + PATIENCE.toNanos();
        for (var seen = look.now(); ; seen = look.now()) {
            if (seen != null) return seen;
            if (failure != null) throw new AssertionError("nobody reads " + name, failure);
            var left = (until - System.nanoTime()) / 1_000_000;
            if (left <= 0) throw new AssertionError("not on " + name + " after " + PATIENCE);
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", e);
            }
        }
    }

    private void follow() {
        try {
            while (true) {
                take(consumer.poll(PATIENCE));
                for (var partition : partitions) readUntil(partition, consumer.position(partition));
            }
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private synchronized void take(ConsumerRecords<byte[], byte[]> polled) {
        polled.forEach(records::add);
        notifyAll();
    }

    private synchronized void readUntil(TopicPartition partition, long position) {
        read.put(partition, position);
        notifyAll();
    }

    private synchronized void fail(RuntimeException e) {
        failure = e;
        notifyAll();
    }

    private interface Look<T> {
        @Nullable
        T now();
    }
}
