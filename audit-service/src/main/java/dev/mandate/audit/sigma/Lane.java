package dev.mandate.audit.sigma;

import java.util.BitSet;
import java.util.List;

/**
 * What one correlation of a chain has seen in one of its groups.
 *
 * @param steps by time, each with the bits of the correlation's own names
 * @param ends which of them end a match
 * @param first for each of them, where the window that ends there begins
 */
record Lane(CorrelationType type, int refs, List<Observation> steps, BitSet ends, int[] first) {
    static final Lane EMPTY = new Lane(CorrelationType.TEMPORAL, 0, List.of(), new BitSet(), new int[0]);

    /** @param steps by time, those of the same instant in any order; they are put into that of the rule */
    static Lane of(Correlation correlation, List<Observation> steps) {
        steps.sort(Observation.BY_TIME);
        var found = Ends.of(correlation, steps);
        return new Lane(correlation.type(), correlation.refs().size(), steps, found.at(), found.first());
    }

    /** Where a match ends with the event; -1 if none does. */
    int endOf(Observation event) {
        int from = 0;
        for (int to = steps.size(); from < to; ) {
            int middle = (from + to) >>> 1;
            if (steps.get(middle).at() < event.at()) from = middle + 1;
            else to = middle;
        }
        for (; from < steps.size() && steps.get(from).at() == event.at(); from++)
            if (steps.get(from).id().equals(event.id())) return ends.get(from) ? from : -1;
        return -1;
    }

    /** For each step, of the names that it could stand for in the rule, those that it does in the matches that end there; 0 for none. */
    int[] used(BitSet wanted) {
        var used = new int[steps.size()];
        if (type.counts()) count(wanted, used);
        else
            wanted.stream().forEach(end -> {
                if (type == CorrelationType.TEMPORAL) latestOfEach(end, used);
                else latestChain(end, used);
            });
        return used;
    }

    /** All in the windows; these may overlap, so that each is gone through once. */
    private void count(BitSet wanted, int[] used) {
        int from = steps.size();
        for (int at = wanted.length() - 1; at >= 0; at--) {
            if (wanted.get(at)) from = Math.min(from, first[at]);
            if (at >= from) used[at] = steps.get(at).refs() & ~Observation.UNTIL;
        }
    }

    private void latestOfEach(int end, int[] used) {
        for (int ref = 0; ref < refs; ref++) {
            int at = end;
            while (!steps.get(at).matches(ref)) at--;
            used[at] |= 1 << ref;
        }
    }

    private void latestChain(int end, int[] used) {
        int at = end;
        for (int ref = refs - 1; ref >= 0; ref--, at--) {
            while (!steps.get(at).matches(ref)) at--;
            used[at] |= 1 << ref;
        }
    }
}
