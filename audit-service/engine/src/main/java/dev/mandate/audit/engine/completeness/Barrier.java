package dev.mandate.audit.engine.completeness;

import dev.mandate.audit.engine.completeness.Inputs.End;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Where some partitions ended by one ask, until a task has got that far; then the newest ask's is the next one. Whoever goes on
 * writing defers none that stands.
 */
final class Barrier {
    private final Inputs inputs;
    private final List<TopicPartition> partitions;
    private final Map<TopicPartition, End> ahead = new HashMap<>();
    private @Nullable End passed;

    Barrier(Inputs inputs, List<TopicPartition> partitions) {
        this.inputs = inputs;
        this.partitions = partitions;
    }

    /**
     * The earliest answer of the newest barrier that was passed.
     *
     * @param done with all of the partition before this offset
     */
    Optional<End> passed(BiPredicate<TopicPartition, Long> done) {
        while (stands()
                && ahead.entrySet().stream()
                        .allMatch(it -> done.test(it.getKey(), it.getValue().offset()))) {
            passed = earliest();
            ahead.clear();
        }
        return Optional.ofNullable(passed);
    }

    private boolean stands() {
        if (ahead.isEmpty()) {
            for (var partition : partitions) inputs.end(partition).ifPresent(end -> ahead.put(partition, end));
            var isNext = ahead.size() == partitions.size()
                    && (passed == null || earliest().ask() > passed.ask());
            if (!isNext) ahead.clear();
        }
        // A partition that ends earlier than it did was made anew, or has lost records: nobody will get to where it
        // was.
        ahead.replaceAll((partition, end) -> inputs.end(partition)
                .filter(newer -> newer.offset() < end.offset())
                .orElse(end));
        return !ahead.isEmpty();
    }

    private End earliest() {
        return ahead.values().stream()
                .min((one, other) -> Long.compare(one.ask(), other.ask()))
                .orElseThrow();
    }
}
