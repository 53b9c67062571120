package dev.mandate.lifecycle.workers;

import java.time.Instant;
import java.util.Comparator;

/** Where an event stands among those of its employee: by effective time, then sequence; source and id settle what is left. */
public record Position(Instant effectiveAt, long sequence, String source, String id) implements Comparable<Position> {
    private static final Comparator<Position> ORDER = Comparator.comparing(Position::effectiveAt)
            .thenComparingLong(Position::sequence)
            .thenComparing(Position::source)
            .thenComparing(Position::id);

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }
}
