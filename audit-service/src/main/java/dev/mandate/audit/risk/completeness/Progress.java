package dev.mandate.audit.risk.completeness;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How far one task has come in the topics that it reads, from the moment at which it took its partitions over. */
public final class Progress {
    private final Inputs inputs;
    private final List<String> topics;
    private final int partition;
    private final Map<String, Long> processed = new HashMap<>();

    private Progress(Inputs inputs, Collection<String> topics, int partition) {
        this.inputs = inputs;
        this.topics = List.copyOf(topics);
        this.partition = partition;
    }

    /** Whatever was read before, by this task or another, may have been rolled back: it counts for nothing. */
    public static Progress begin(Inputs inputs, Collection<String> topics, int partition) {
        topics.forEach(topic -> inputs.begin(topic, partition));
        return new Progress(inputs, topics, partition);
    }

    public void processed(String topic, long offset) {
        processed.put(topic, offset);
    }

    /** The instant before which every record of the task's partitions has been processed; empty while that isn't known. */
    public Optional<Instant> completeUntil() {
        var earliest = Instant.MAX;
        for (var topic : topics) {
            var until = inputs.completeUntil(topic, partition, processed.getOrDefault(topic, -1L));
            if (until.isEmpty()) return Optional.empty();
            if (until.get().isBefore(earliest)) earliest = until.get();
        }
        return Optional.of(earliest);
    }
}
