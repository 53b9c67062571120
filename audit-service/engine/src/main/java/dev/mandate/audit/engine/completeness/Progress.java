package dev.mandate.audit.engine.completeness;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;

/**
 * How far one task has come in the topics that it reads, from the moment at which it took its partitions over. It is counted in asks:
 * what was on a topic before the broker was asked where it ends is known once that end is reached, however long that takes.
 */
public final class Progress {
    private final Inputs inputs;
    private final Map<String, Input> topics = new HashMap<>();
    private final Barrier everywhere;

    private Progress(Inputs inputs, Collection<String> topics, int partition) {
        this.inputs = inputs;
        for (var topic : topics) this.topics.put(topic, new Input(new TopicPartition(topic, partition)));
        everywhere = new Barrier(
                inputs, this.topics.values().stream().map(its -> its.partition).toList());
    }

    /** Whatever was read before, by this task or another, may have been rolled back: it counts for nothing. */
    public static Progress begin(Inputs inputs, Collection<String> topics, int partition) {
        for (var topic : topics) inputs.begin(new TopicPartition(topic, partition));
        return new Progress(inputs, topics, partition);
    }

    public void processed(String topic, long offset) {
        in(topic).processed = offset;
    }

    /** @param first of the topic's records that were processed and are not done with; asked whenever somebody wants to know how far all is */
    public void waiting(String topic, Supplier<OptionalLong> first) {
        in(topic).waiting = first;
    }

    /** How often the broker has been asked where topics end; what is on one of them now lies before the end that the next ask is told. */
    public long asks() {
        return inputs.asks();
    }

    /** The newest ask before whose answer all of the topic was processed; 0 for none. */
    public long reached(String topic) {
        var in = in(topic);
        return in.barrier
                .passed((partition, end) -> in.reached(end))
                .map(Inputs.End::ask)
                .orElse(0L);
    }

    /** Until this is taken back, the task's other topics wait for this one, and the broker is asked more often. */
    public void holdBackFor(String topic, boolean hold) {
        inputs.holdBackFor(in(topic).partition, hold);
    }

    /** Until this is taken back, the thread waits for records no longer than {@link Inputs#LOOK}. */
    public void lookFor(String topic, boolean looks) {
        inputs.lookFor(in(topic).partition, looks);
    }

    /** The instant before which every record of the task's partitions was processed, and none waits; empty while that isn't known. */
    public Optional<Instant> completeUntil() {
        return everywhere
                .passed((partition, end) -> {
                    var in = in(partition.topic());
                    return in.reached(end) && in.waiting.get().orElse(Long.MAX_VALUE) >= end;
                })
                .map(Inputs.End::asked);
    }

    /** The instant before which nothing of the task's partitions is unread: until then a rest is one. Empty while that isn't known. */
    public Optional<Instant> quietUntil(Instant now) {
        return inputs.quietUntil(completeUntil(), now);
    }

    private Input in(String topic) {
        return Objects.requireNonNull(topics.get(topic), "not one of the task's topics");
    }

    private final class Input {
        private final TopicPartition partition;
        private final Barrier barrier;
        private long processed = -1;
        private Supplier<OptionalLong> waiting = OptionalLong::empty;

        Input(TopicPartition partition) {
            this.partition = partition;
            this.barrier = new Barrier(inputs, List.of(partition));
        }

        boolean reached(long end) {
            return inputs.reached(partition, end, processed);
        }
    }
}
