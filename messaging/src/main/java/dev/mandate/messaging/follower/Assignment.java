package dev.mandate.messaging.follower;

import dev.mandate.events.topics.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** All partitions of a topic, given to one consumer. Used by one thread. */
final class Assignment {
    private final Consumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;

    Assignment(Consumer<byte[], byte[]> consumer, Topic topic) {
        this.consumer = consumer;
        this.partitions = IntStream.range(0, topic.partitions())
                .mapToObj(number -> new TopicPartition(topic.name(), number))
                .toList();
        consumer.assign(partitions);
    }

    List<TopicPartition> partitions() {
        return partitions;
    }

    /** @param positions of all partitions; from the beginning if there are none */
    void seek(Map<TopicPartition, Long> positions) {
        if (positions.isEmpty()) consumer.seekToBeginning(partitions);
        else positions.forEach(consumer::seek);
    }

    Map<TopicPartition, Long> positions() {
        var positions = new HashMap<TopicPartition, Long>();
        for (var partition : partitions) positions.put(partition, consumer.position(partition));
        return positions;
    }

    /** Of the first record that isn't older; the end of a partition that has none. */
    Map<TopicPartition, Long> positionsAt(Instant instant) {
        var times = new HashMap<TopicPartition, Long>();
        for (var partition : partitions) times.put(partition, instant.toEpochMilli());
        var found = consumer.offsetsForTimes(times);
        var positions = new HashMap<>(consumer.endOffsets(partitions));
        found.forEach((partition, first) -> {
            if (first != null) positions.put(partition, first.offset());
        });
        return positions;
    }

    Map<TopicPartition, Long> ends() {
        return consumer.endOffsets(partitions);
    }

    Map<TopicPartition, Long> begins() {
        return consumer.beginningOffsets(partitions);
    }

    /** @throws org.apache.kafka.common.errors.TimeoutException if the broker doesn't say in time */
    Map<TopicPartition, Long> ends(Duration patience) {
        return consumer.endOffsets(partitions, patience);
    }

    /** Records that were on the topic at the last poll and have not been read. */
    long lag() {
        return partitions.stream()
                .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
                .sum();
    }

    void pauseAllBut(Set<TopicPartition> these) {
        consumer.pause(partitions.stream().filter(one -> !these.contains(one)).toList());
    }
}
