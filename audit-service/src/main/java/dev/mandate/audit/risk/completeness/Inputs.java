package dev.mandate.audit.risk.completeness;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;

/**
 * How far the consumers of this process have read. A consumer asks the broker once a second where its partitions end, so
 * that a broker that can't be reached, a thread that hangs and a record that nobody gets past all show as time that
 * stands still; a lag that a client remembers would stay zero.
 */
public final class Inputs {
    /**
     * @param asked when the broker was asked
     * @param end where the partition ended then, of committed records
     */
    record End(Instant asked, long end) {}

    /**
     * @param position that the consumer will read next
     * @param last record that it handed out; -1 for none since the task began
     */
    private record Handed(long position, long last) {}

    private final Map<TopicPartition, End> ends = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Handed> handed = new ConcurrentHashMap<>();

    /** A task takes the partition over: whatever was handed out before was for another one. */
    public void begin(String topic, int partition) {
        ends.remove(new TopicPartition(topic, partition));
        handed.remove(new TopicPartition(topic, partition));
    }

    void ends(Map<TopicPartition, Long> offsets, Instant asked) {
        offsets.forEach((partition, end) -> ends.put(partition, new End(asked, end)));
    }

    void handed(TopicPartition partition, long position, long last) {
        var before = handed.get(partition);
        handed.put(partition, new Handed(position, last >= 0 || before == null ? last : before.last));
    }

    /**
     * The instant before which every record of the partition has been processed; empty while that isn't known.
     *
     * @param processed offset of the newest record that the task has processed; -1 for none since it began
     */
    public Optional<Instant> completeUntil(String topic, int partition, long processed) {
        var key = new TopicPartition(topic, partition);
        var end = ends.get(key);
        var read = handed.get(key);
        if (end == null || read == null) return Optional.empty();
        var complete = read.position >= end.end && processed >= read.last;
        return complete ? Optional.of(end.asked) : Optional.empty();
    }
}
