package dev.mandate.audit.engine.sigma.correlation.types;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * What a group keeps of an event.
 *
 * @param at event time in milliseconds since 1970
 * @param bits one for each rule that the event matched, and {@link #UNTIL}
 * @param values that are counted, measured or grouped by, see {@code KeptFields}
 */
public record Observation(String id, long at, int bits, List<String> values) {
    /** Number of the bit that says: the event matched what cancels. */
    public static final int UNTIL = 30;

    private static final int CANCELS = 1 << UNTIL;

    /** Of one field. */
    public static final int MAX_VALUES = 16;

    private static final int MAX_LENGTH = 128;

    /** By event time; at the same millisecond in the order of the rule, so that a tie counts as in order. */
    public static final Comparator<Observation> BY_TIME = Comparator.comparingLong(Observation::at)
            .thenComparingInt(seen -> Integer.numberOfTrailingZeros(seen.bits))
            .thenComparing(Observation::id);

    public Observation {
        values = List.copyOf(values);
    }

    public boolean matches(int rule) {
        return (bits & (1 << rule)) != 0;
    }

    /** The bits of the rules that it counts for. */
    int rules() {
        return bits & ~CANCELS;
    }

    public boolean cancels() {
        return (bits & CANCELS) != 0;
    }

    boolean onlyCancels() {
        return bits == CANCELS;
    }

    /** Observations of one signature can stand for each other when a full state has to forget one. */
    public Object signature() {
        return List.of(bits, values);
    }

    public static List<String> shortened(List<?> values) {
        var shortened = new LinkedHashSet<String>();
        for (Object value : values) {
            if (shortened.size() == MAX_VALUES) break;
            shortened.add(shortened(value));
        }
        return List.copyOf(shortened);
    }

    /** The value as a text that is not long; a long one by its digest. */
    public static String shortened(Object value) {
        var text = value.toString();
        return text.length() <= MAX_LENGTH
                ? text
                : "digest:" + new Digest().add(text).hex();
    }
}
