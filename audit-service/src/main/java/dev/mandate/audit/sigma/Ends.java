package dev.mandate.audit.sigma;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds where all matches of a correlation end, in one pass: the same ends as {@link Windows} would find by asking each window
 * by itself, which takes the square of the time.
 */
abstract class Ends {
    final Correlation correlation;
    final List<Observation> seen;
    /** The first that what comes now can be counted with. */
    int first;

    private Ends(Correlation correlation, List<Observation> seen) {
        this.correlation = correlation;
        this.seen = seen;
    }

    /**
     * @param at places of the observations that end a match
     * @param first for each place, where the window that ends there begins
     */
    record Found(BitSet at, int[] first) {}

    /** @param seen by time */
    static Found of(Correlation correlation, List<Observation> seen) {
        var search =
                switch (correlation.type()) {
                    case TEMPORAL -> new Together(correlation, seen);
                    case TEMPORAL_ORDERED -> new InOrder(correlation, seen);
                    default -> new Counted(correlation, seen);
                };
        return search.ends();
    }

    private Found ends() {
        var ends = new BitSet(seen.size());
        var begins = new int[seen.size()];
        for (int at = 0; at < seen.size(); at++) {
            boolean cancels = seen.get(at).cancels();
            if (cancels) forgetAllBefore(at);
            long earliest = seen.get(at).at() - correlation.timespan();
            for (; seen.get(first).at() < earliest; first++) forget(seen.get(first));
            begins[at] = first;
            if (ends(seen.get(at), earliest)) ends.set(at);
            if (cancels) forgetAllBefore(at + 1);
        }
        return new Found(ends, begins);
    }

    private void forgetAllBefore(int at) {
        first = at;
        forgetAll();
    }

    abstract boolean ends(Observation next, long earliest);

    abstract void forgetAll();

    /** It is too old to be counted. */
    void forget(Observation oldest) {}

    private static final class Together extends Ends {
        private final long[] latest;

        Together(Correlation correlation, List<Observation> seen) {
            super(correlation, seen);
            latest = new long[correlation.refs().size()];
            forgetAll();
        }

        @Override
        void forgetAll() {
            Arrays.fill(latest, Long.MIN_VALUE);
        }

        @Override
        boolean ends(Observation next, long earliest) {
            boolean all = true;
            for (int ref = 0; ref < latest.length; ref++) {
                if (next.matches(ref)) latest[ref] = next.at();
                all &= latest[ref] >= earliest;
            }
            return all;
        }
    }

    private static final class InOrder extends Ends {
        /** When the chain of the rules up to this one began that began last. */
        private final long[] began;

        InOrder(Correlation correlation, List<Observation> seen) {
            super(correlation, seen);
            began = new long[correlation.refs().size()];
            forgetAll();
        }

        @Override
        void forgetAll() {
            Arrays.fill(began, Long.MIN_VALUE);
        }

        @Override
        boolean ends(Observation next, long earliest) {
            int last = began.length - 1;
            boolean ends = next.matches(last) && last > 0 && began[last - 1] >= earliest;
            // From the end: no event is two steps of one chain.
            for (int ref = last; ref > 0; ref--)
                if (next.matches(ref)) began[ref] = Math.max(began[ref], began[ref - 1]);
            if (next.matches(0)) began[0] = next.at();
            return ends;
        }
    }

    /** Sums are exact here, so that it does not matter where they began. */
    private static final class Counted extends Ends {
        private final Map<String, Integer> values = new HashMap<>();
        private int events;
        private BigDecimal sum = BigDecimal.ZERO;

        Counted(Correlation correlation, List<Observation> seen) {
            super(correlation, seen);
        }

        @Override
        void forgetAll() {
            values.clear();
            events = 0;
            sum = BigDecimal.ZERO;
        }

        @Override
        void forget(Observation oldest) {
            if (oldest.refs() == Observation.UNTIL) return;
            events--;
            for (var value : oldest.values()) {
                values.computeIfPresent(value, (same, times) -> times > 1 ? times - 1 : null);
                sum = sum.subtract(number(value));
            }
        }

        @Override
        boolean ends(Observation next, long earliest) {
            count(next);
            var threshold = correlation.threshold();
            return next.refs() != Observation.UNTIL && threshold != null && threshold.holds(counted());
        }

        private double counted() {
            return switch (correlation.type()) {
                case EVENT_COUNT -> events;
                case VALUE_COUNT -> values.size();
                default -> sum.doubleValue();
            };
        }

        private void count(Observation next) {
            if (next.refs() == Observation.UNTIL) return;
            events++;
            for (var value : next.values()) {
                values.merge(value, 1, Integer::sum);
                sum = sum.add(number(value));
            }
        }

        private BigDecimal number(String value) {
            var number = correlation.type() == CorrelationType.VALUE_SUM ? Numbers.of(value) : null;
            return number == null ? BigDecimal.ZERO : number;
        }
    }
}
