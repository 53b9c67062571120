package dev.mandate.messaging.follower;

import dev.mandate.events.topics.Topic;
import dev.mandate.messaging.kafka.KafkaClients;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads a topic from an instant up to where it ended when reading began. Blocks; used by one thread. */
public final class TopicStretch implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> consumer;
    private final Assignment assigned;
    private final Set<TopicPartition> left = new HashSet<>();
    private Map<TopicPartition, Long> ends = Map.of();

    /** @param settings of the consumer */
    public TopicStretch(KafkaClients clients, Topic topic, Map<String, Object> settings) {
        consumer = clients.reader(settings);
        assigned = new Assignment(consumer, topic);
    }

    public void from(Instant instant) {
        from(instant, Integer.MAX_VALUE);
    }

    /**
     * @param most of each partition, the newest
     * @return false if there were more
     */
    public boolean from(Instant instant, int most) {
        var starts = assigned.positionsAt(instant);
        ends = assigned.ends();
        var kept = new HashMap<TopicPartition, Long>();
        starts.forEach((partition, start) -> kept.put(partition, Math.max(start, end(partition) - most)));
        assigned.seek(kept);
        left.addAll(assigned.partitions());
        forgetFinished();
        return kept.equals(starts);
    }

    /**
     * Records of one partition alone.
     *
     * @param end the offset behind the last one
     * @param most the newest before it
     */
    public void before(int partition, long end, int most) {
        var its = assigned.partitions().get(partition);
        var last = Math.min(end, assigned.ends().getOrDefault(its, 0L));
        var first = assigned.begins().getOrDefault(its, 0L);
        ends = Map.of(its, last);
        assigned.seek(Map.of(its, Math.max(first, last - most)));
        left.clear();
        left.add(its);
        forgetFinished();
    }

    public boolean hasMore() {
        return !left.isEmpty();
    }

    /** May be none while there are more. */
    public List<ConsumerRecord<byte[], byte[]>> next() {
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        // What came in the meantime is fetched along.
        for (var record : consumer.poll(POLL)) if (record.offset() < end(partition(record))) records.add(record);
        forgetFinished();
        return records;
    }

    /** Nothing of the others is of interest any more. */
    public void onlyPartitionOf(ConsumerRecord<byte[], byte[]> record) {
        left.retainAll(Set.of(partition(record)));
        assigned.pauseAllBut(left);
    }

    @Override
    public void close() {
        consumer.close();
    }

    private void forgetFinished() {
        left.removeIf(partition -> consumer.position(partition) >= end(partition));
        assigned.pauseAllBut(left);
    }

    private static TopicPartition partition(ConsumerRecord<byte[], byte[]> record) {
        return new TopicPartition(record.topic(), record.partition());
    }

    private long end(TopicPartition partition) {
        return ends.getOrDefault(partition, 0L);
    }
}
