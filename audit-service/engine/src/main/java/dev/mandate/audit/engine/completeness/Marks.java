package dev.mandate.audit.engine.completeness;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What all partitions of a stage agree on. */
public final class Marks {
    private final int partitions;
    private final Map<Integer, Instant> newest = new HashMap<>();

    public Marks(int partitions) {
        this.partitions = partitions;
    }

    /** Everything of all partitions is complete until then; empty while one of them has not said. */
    public Optional<Instant> take(Mark mark) {
        newest.put(mark.from(), mark.completeUntil());
        return newest.size() < partitions
                ? Optional.empty()
                : newest.values().stream().min(Instant::compareTo);
    }
}
