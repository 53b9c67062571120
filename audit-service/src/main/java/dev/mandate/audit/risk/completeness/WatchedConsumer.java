package dev.mandate.audit.risk.completeness;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A stream thread's consumer that tells how far it has read. Used by one thread, as all consumers are. */
final class WatchedConsumer extends KafkaConsumer<byte[], byte[]> {
    private static final Duration ASK_EVERY = Duration.ofSeconds(1);
    private static final Duration ASK_AFTER_FAILURE = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofMillis(300);

    private final Set<String> topics;
    private final Inputs inputs;
    private final InstantSource clock;
    private Instant askNext = Instant.EPOCH;

    /** @param topics that are watched */
    WatchedConsumer(Map<String, Object> settings, Set<String> topics, Inputs inputs, InstantSource clock) {
        super(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.topics = topics;
        this.inputs = inputs;
        this.clock = clock;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        var now = clock.instant();
        if (!now.isBefore(askNext)) ask(now);
        var records = super.poll(timeout);
        for (var partition : watched()) {
            var some = records.records(partition);
            tell(partition, some.isEmpty() ? -1 : some.get(some.size() - 1).offset());
        }
        return records;
    }

    private void ask(Instant now) {
        var watched = watched();
        if (watched.isEmpty()) return;
        askNext = now.plus(ASK_EVERY);
        try {
            inputs.ends(endOffsets(watched, PATIENCE), now);
        } catch (KafkaException e) { // the last answer stays, and grows old
            askNext = now.plus(ASK_AFTER_FAILURE);
        }
    }

    private void tell(TopicPartition partition, long last) {
        try {
            inputs.handed(partition, position(partition, Duration.ZERO), last);
        } catch (KafkaException | IllegalStateException e) {
            // It has no position yet: nothing was handed out, and nothing is vouched for.
        }
    }

    private Set<TopicPartition> watched() {
        return assignment().stream()
                .filter(partition -> topics.contains(partition.topic()))
                .collect(Collectors.toSet());
    }
}
