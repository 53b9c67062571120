package dev.mandate.messaging.offsets;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * How far one consumer has handed out records, and where it goes on behind them. That is not always the next offset: the end of a
 * transaction takes one too, and nobody is handed it.
 */
final class ChannelPosition {
    private static final long NONE = -1;

    private final Map<TopicPartition, Reach> partitions = new ConcurrentHashMap<>();

    /** @param last record that was handed out */
    private record Reach(long last, OffsetAndMetadata next) {}

    /** Of one poll, on the thread that polls. */
    void handed(ConsumerRecords<?, ?> records) {
        records.nextOffsets().forEach((partition, next) -> {
            var its = records.records(partition);
            var last = its.isEmpty() ? NONE : its.get(its.size() - 1).offset();
            partitions.compute(
                    partition, (same, before) -> new Reach(last == NONE && before != null ? before.last : last, next));
        });
    }

    /** They are somebody else's now, or begin anew. */
    void forget(Collection<TopicPartition> revoked) {
        partitions.keySet().removeAll(revoked);
    }

    Set<TopicPartition> partitions() {
        return partitions.keySet();
    }

    /**
     * Where to go on once all records up to this one are taken.
     *
     * @param taken null for none since the partition was assigned
     * @return empty where nothing more is done with than before
     */
    Optional<OffsetAndMetadata> after(TopicPartition partition, @Nullable Long taken) {
        var reach = partitions.get(partition);
        if (reach == null) return Optional.empty();
        if (reach.last == (taken == null ? NONE : taken)) return Optional.of(reach.next);
        return taken == null ? Optional.empty() : Optional.of(new OffsetAndMetadata(taken + 1));
    }
}
