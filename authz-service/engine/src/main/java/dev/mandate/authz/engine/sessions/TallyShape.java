package dev.mandate.authz.engine.sessions;

import dev.mandate.authz.engine.sessions.SessionTally.SumOf;
import dev.mandate.events.lifecycle.ToolLabel;
import java.util.Arrays;

/**
 * What there is to count in a session so far: calls by label, calls by tool, sums. Immutable, and the same from one tally to the
 * next until the session does something new, so that a tally itself is little more than its numbers.
 */
final class TallyShape {
    static final TallyShape NONE = new TallyShape(new Object[0]);

    /** {@link ToolLabel}s, names of tools and {@link SumOf}s, in the order in which they came. A session has few. */
    private final Object[] counted;

    private TallyShape(Object[] counted) {
        this.counted = counted;
    }

    /** Room for everything that the call counts under; what was there before stays where it is. */
    TallyShape with(CountedCall call) {
        var all = with(call.tool());
        for (var label : call.labels()) {
            all = all.with(label);
            for (var argument : call.amounts().keySet()) all = all.with(new SumOf(label, argument));
        }
        return all;
    }

    private TallyShape with(Object one) {
        if (at(one) >= 0) return this;
        var more = Arrays.copyOf(counted, counted.length + 1);
        more[counted.length] = one;
        return new TallyShape(more);
    }

    int size() {
        return counted.length;
    }

    Object counted(int at) {
        return counted[at];
    }

    /** Where it is counted; -1 if nowhere. */
    int at(Object one) {
        for (var at = 0; at < counted.length; at++) if (counted[at].equals(one)) return at;
        return -1;
    }
}
