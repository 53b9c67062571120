package dev.mandate.audit.sigma;

import java.util.Comparator;
import java.util.List;

/**
 * What a state keeps of an event.
 *
 * @param at event time in milliseconds since 1970
 * @param refs a bit for each referenced rule that the event matched, and {@link #UNTIL}
 * @param values of the counted or summed field; empty for the other correlation types
 */
record Observation(String id, long at, int refs, List<String> values) {
    /** The event matched what cancels a running sequence. */
    static final int UNTIL = 1 << 30;

    /** By event time; at the same millisecond in the order of the rule, so that a tie counts as in order. */
    static final Comparator<Observation> BY_TIME = Comparator.comparingLong(Observation::at)
            .thenComparingInt(seen -> Integer.numberOfTrailingZeros(seen.refs))
            .thenComparing(Observation::id);

    Observation {
        values = List.copyOf(values);
    }

    boolean matches(int ref) {
        return (refs & (1 << ref)) != 0;
    }

    boolean cancels() {
        return (refs & UNTIL) != 0;
    }

    /** Observations of one signature can stand for each other when a full state has to forget one. */
    Object signature() {
        return List.of(refs, values);
    }
}
