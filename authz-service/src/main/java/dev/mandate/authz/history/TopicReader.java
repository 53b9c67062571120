package dev.mandate.authz.history;

import dev.mandate.events.topics.Topic;
import dev.mandate.messaging.kafka.KafkaClients;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/** Reads a topic from an instant up to where it ended when reading began. Blocks; used by one thread. */
final class TopicReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;
    private final Set<TopicPartition> left = new HashSet<>();
    private Map<TopicPartition, Long> ends = Map.of();

    TopicReader(KafkaClients clients, Topic topic, Map<String, Object> settings) {
        consumer = clients.reader(settings);
        partitions = IntStream.range(0, topic.partitions())
                .mapToObj(number -> new TopicPartition(topic.name(), number))
                .toList();
    }

    void from(Instant instant) {
        from(instant, Integer.MAX_VALUE);
    }

    /**
     * @param most of each partition, the newest
     * @return false if there were more
     */
    boolean from(Instant instant, int most) {
        consumer.assign(partitions);
        var since = new HashMap<TopicPartition, Long>();
        for (var partition : partitions) since.put(partition, instant.toEpochMilli());
        var starts = consumer.offsetsForTimes(since);
        ends = consumer.endOffsets(partitions);
        left.addAll(partitions);
        var whole = true;
        for (var partition : partitions) {
            var start = starts.get(partition);
            long end = ends.getOrDefault(partition, 0L);
            var from = start == null ? end : start.offset();
            var kept = Math.max(from, end - most);
            whole &= kept == from;
            consumer.seek(partition, kept);
        }
        forgetFinished();
        return whole;
    }

    boolean hasMore() {
        return !left.isEmpty();
    }

    ConsumerRecords<byte[], byte[]> next() {
        var records = consumer.poll(POLL);
        forgetFinished();
        return records;
    }

    /** Nothing of the others is of interest any more. */
    void onlyPartitionOf(ConsumerRecord<byte[], byte[]> record) {
        left.retainAll(Set.of(new TopicPartition(record.topic(), record.partition())));
        pauseAllBut(left);
    }

    @Override
    public void close() {
        consumer.close();
    }

    private void forgetFinished() {
        left.removeIf(partition -> consumer.position(partition) >= ends.getOrDefault(partition, 0L));
        pauseAllBut(left);
    }

    private void pauseAllBut(Set<TopicPartition> these) {
        consumer.pause(partitions.stream().filter(one -> !these.contains(one)).toList());
    }
}
