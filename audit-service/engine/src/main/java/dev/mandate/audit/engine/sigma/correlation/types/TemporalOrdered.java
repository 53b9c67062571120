package dev.mandate.audit.engine.sigma.correlation.types;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code temporal_ordered}: each rule was matched by another event, in the order in which they are written. Of several sequences with the
 * same end, the one is meant that began last.
 */
final class TemporalOrdered extends Window {
    private final int last;
    /** By rule, where the sequence up to it began that began last; -1 for none. */
    private final int[] began;

    private boolean complete;

    TemporalOrdered(Correlation correlation, List<Observation> events) {
        super(correlation, events);
        last = correlation.rules().size() - 1;
        began = new int[last + 1];
        Arrays.fill(began, -1);
    }

    @Override
    public boolean canEndWith(Observation event) {
        return event.matches(last);
    }

    @Override
    void enter(Observation event) {
        complete = last > 0 && event.matches(last) && began[last - 1] >= oldest;
        // From the end: no event is two steps of one sequence.
        for (int rule = last; rule > 0; rule--)
            if (event.matches(rule)) began[rule] = Math.max(began[rule], began[rule - 1]);
        if (event.matches(0)) began[0] = newest;
    }

    @Override
    public boolean complete() {
        return complete;
    }

    /** Going back from the end, the latest event of each rule. */
    @Override
    public void evidence(int[] rules) {
        int at = newest;
        for (int rule = last; rule >= 0; rule--, at--) {
            while (!events.get(at).matches(rule)) at--;
            rules[at] |= 1 << rule;
        }
    }

    /** The longest sequence that has begun. */
    @Override
    @Nullable
    Progress progress() {
        var names =
                correlation.rules().stream().map(Correlation.Reference::name).toList();
        for (int length = last; length > 0; length--) {
            int first = began[length - 1];
            if (first >= oldest)
                return new Progress(names.subList(0, length), names.subList(length, last + 1), null, events.get(first));
        }
        return null;
    }
}
