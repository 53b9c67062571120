package dev.mandate.audit.engine.completeness;

import dev.mandate.audit.engine.commits.CommitPace;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A stream thread's consumer that tells how far it has read. Used by one thread, as all consumers are. */
final class WatchedConsumer extends KafkaConsumer<byte[], byte[]> {
    private final Set<String> topics;
    private final Inputs inputs;
    private final CommitPace commits;
    private final EndOffsets ends;
    private final BooleanSupplier ready;
    private boolean joins;

    /**
     * @param topics that are watched
     * @param ready false while records could not be processed yet. One that joined its group by then would be given partitions, and all
     *     replicas would wait for it
     */
    WatchedConsumer(
            Map<String, Object> settings,
            Set<String> topics,
            Inputs inputs,
            CommitPace commits,
            EndOffsets ends,
            BooleanSupplier ready) {
        super(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.topics = topics;
        this.inputs = inputs;
        this.commits = commits;
        this.ends = ends;
        this.ready = ready;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        if (!joins && !ready.getAsBoolean()) return nothing(timeout);
        joins = true;
        var watched = watched();
        ends.ask(watched);
        var records = super.poll(commits.patience(inputs.patience(watched, timeout)));
        commits.look();
        for (var partition : watched()) {
            var some = records.records(partition);
            tell(partition, some.isEmpty() ? -1 : some.get(some.size() - 1).offset());
        }
        return records;
    }

    /**
     * Kafka Streams asks for this where it has no record of a partition at hand: while there are some at the broker, it processes none
     * of the task's other partitions either, and stops reading them before they fill the memory. So a task holds them back.
     */
    @Override
    public OptionalLong currentLag(TopicPartition partition) {
        var lag = super.currentLag(partition);
        return inputs.holdsBackFor(partition) ? OptionalLong.of(Math.max(1, lag.orElse(1))) : lag;
    }

    private static ConsumerRecords<byte[], byte[]> nothing(Duration time) {
        try {
            TimeUnit.MILLISECONDS.sleep(time.toMillis());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
        return ConsumerRecords.empty();
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
