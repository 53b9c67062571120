package dev.mandate.authz.sessions;

import dev.mandate.authz.cedar.Value;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.risk.SessionRisk;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one session was allowed so far. Immutable: a decision looks at one, and counts only if it still is the session's. Each
 * outlives many collections of the heap until the session's next call, so that its size is what a decision costs in pauses.
 */
public final class SessionTally {
    public static final SessionTally NONE = new SessionTally(0, TallyShape.NONE, new long[0], SeenLabels.of(0));

    private final int calls;
    private final TallyShape shape;
    private final long[] counts;
    private final SeenLabels seen;
    private int unfinished;
    private int unfinishedReads;
    private int failed;
    private long lastReading = Long.MIN_VALUE;

    /** @param counts where the shape says */
    private SessionTally(int calls, TallyShape shape, long[] counts, SeenLabels seen) {
        this.calls = calls;
        this.shape = shape;
        this.counts = counts;
        this.seen = seen;
    }

    /** Of one argument over all calls of tools with one label. */
    record SumOf(ToolLabel label, String argument) {}

    /** With one more call, of which no outcome is known yet. */
    public SessionTally with(CountedCall call) {
        var more = moved(call, 1);
        more.unfinished++;
        if (call.reads()) more.unfinishedReads++;
        return more;
    }

    /** As if the call had not been allowed: its answer never left. */
    SessionTally without(CountedCall call, boolean completed) {
        var less = moved(call, -1);
        if (!completed) {
            less.unfinished--;
            if (call.reads()) less.unfinishedReads--;
        }
        return less;
    }

    /**
     * The outcome of a call is known. It takes back nothing, whatever it is: who runs the tool tells it, a call that failed may
     * have done its work all the same, and an error can carry what strangers wrote.
     *
     * @param at when it was called; null if that doesn't matter any more
     */
    public SessionTally completed(CountedCall call, boolean hasFailed, @Nullable Instant at) {
        var same = copy(calls, shape, counts);
        same.unfinished--;
        if (hasFailed) same.failed++;
        if (!call.reads()) return same;
        same.unfinishedReads--;
        if (at != null) same.lastReading = Math.max(lastReading, at.toEpochMilli());
        return same;
    }

    /** What the risk job says of the session covers everything that the session was allowed to read. */
    public boolean judgedBy(@Nullable SessionRisk risk) {
        if (unfinishedReads > 0) return false;
        return lastReading == Long.MIN_VALUE || (risk != null && risk.at().toEpochMilli() >= lastReading);
    }

    public int calls() {
        return calls;
    }

    public int of(ToolLabel label) {
        return count(label);
    }

    int ofTool(String tool) {
        return count(tool);
    }

    private int count(Object of) {
        var at = shape.at(of);
        return at < 0 ? 0 : (int) counts[at];
    }

    /** Calls of which no outcome is known. */
    int unfinished() {
        return unfinished;
    }

    int failed() {
        return failed;
    }

    /** In ten-thousandths. */
    Map<SumOf, Long> sums() {
        var sums = new HashMap<SumOf, Long>();
        for (var at = 0; at < counts.length; at++) if (shape.counted(at) instanceof SumOf of) sums.put(of, counts[at]);
        return sums;
    }

    /** What a call makes of the sums. */
    Map<SumOf, Long> sumsWith(CountedCall call) {
        return call.amounts().isEmpty() ? sums() : moved(call, 1).sums();
    }

    Set<ToolLabel> labels() {
        return seen.labels();
    }

    /** The same as Cedar's set of texts. */
    Value labelTexts() {
        return seen.texts();
    }

    private SessionTally moved(CountedCall call, int by) {
        var wider = shape.with(call);
        var moved = Arrays.copyOf(counts, wider.size());
        moved[wider.at(call.tool())] += by;
        for (var label : call.labels()) {
            moved[wider.at(label)] += by;
            for (var amount : call.amounts().entrySet()) {
                var at = wider.at(new SumOf(label, amount.getKey()));
                moved[at] = sum(moved[at], by * amount.getValue());
            }
        }
        return copy(calls + by, wider, moved);
    }

    /** Nothing can be taken from a sum that may have been more. */
    private static long sum(long before, long amount) {
        return before >= CountedCall.MOST ? before : Math.min(CountedCall.MOST, before + amount);
    }

    private SessionTally copy(int all, TallyShape of, long[] numbers) {
        var bits = 0;
        for (var at = 0; at < numbers.length; at++)
            if (numbers[at] > 0 && of.counted(at) instanceof ToolLabel label) bits |= 1 << label.ordinal();
        var copy = new SessionTally(all, of, numbers, SeenLabels.of(bits));
        copy.unfinished = unfinished;
        copy.unfinishedReads = unfinishedReads;
        copy.failed = failed;
        copy.lastReading = lastReading;
        return copy;
    }
}
