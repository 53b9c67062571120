package dev.mandate.cli.client;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** All that stands on the partitions of a consumer when it is asked, read for as long as there is progress. */
final class WholeTopic {
    /** In a row, without a record more of any partition: half a minute. */
    static final int PATIENCE = 30;

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration MOMENT = Duration.ofMillis(100);

    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private Map<TopicPartition, Long> reached = Map.of();

    /** @param consumer stands at the end of its partitions */
    WholeTopic(Consumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
        consumer.assignment().forEach(partition -> ends.put(partition, consumer.position(partition)));
    }

    /** @throws IllegalStateException if no more comes though there is more */
    void read(java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> each) {
        consumer.seekToBeginning(consumer.assignment());
        reached = Map.of();
        for (int without = 0; !isDone(); ) {
            consumer.poll(POLL).forEach(each);
            var positions = positions();
            without = positions.equals(reached) ? without + 1 : 0;
            reached = positions;
            if (without >= PATIENCE) throw new IllegalStateException(away());
        }
    }

    private boolean isDone() {
        return ends.keySet().stream().noneMatch(this::isBehind);
    }

    private boolean isBehind(TopicPartition partition) {
        var end = ends.getOrDefault(partition, 0L);
        return end > 0 && at(partition) < end;
    }

    private long at(TopicPartition partition) {
        return reached.getOrDefault(partition, -1L);
    }

    private Map<TopicPartition, Long> positions() {
        var positions = new HashMap<TopicPartition, Long>();
        for (var partition : ends.keySet()) {
            try {
                positions.put(partition, consumer.position(partition, MOMENT));
            } catch (TimeoutException unknown) {
                // Its leader hasn't said where it begins.
            }
        }
        return positions;
    }

    private String away() {
        var partition =
                ends.keySet().stream().filter(this::isBehind).findFirst().orElseThrow();
        return "Nothing more of %s came in half a minute, partition %d is read up to %d of %d: the broker that leads it is away or says nothing. Ask again once all brokers are there"
                .formatted(partition.topic(), partition.partition(), Math.max(0, at(partition)), ends.get(partition));
    }
}
