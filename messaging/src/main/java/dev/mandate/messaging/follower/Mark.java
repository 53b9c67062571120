package dev.mandate.messaging.follower;

import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** How far the topic went at an instant. */
record Mark(Map<TopicPartition, Long> ends, Instant at) {
    boolean reached(Map<TopicPartition, Long> positions) {
        return ends.entrySet().stream().allMatch(end -> positions.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }
}
