package dev.mandate.authz.sessions;

import dev.mandate.authz.cedar.Value;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.risk.SessionRisk;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one session was allowed so far. Immutable: a decision looks at one, and counts only if it still is the session's. Each
 * outlives many collections of the heap until the session's next call, so that its size is what a decision costs in pauses.
 */
public final class SessionTally {
    private static final ToolLabel[] LABELS = ToolLabel.values();
    public static final SessionTally NONE =
            new SessionTally(0, new int[LABELS.length], Map.of(), Map.of(), Set.of(), TallyFacts.texts(Set.of()));

    private final int calls;
    private final int[] byLabel;
    private final Map<String, Integer> byTool;
    private final Map<SumOf, Long> sums;
    private final Set<ToolLabel> labels;
    private final Value labelTexts;
    private int unfinished;
    private int unfinishedReads;
    private int failed;
    private long lastReading = Long.MIN_VALUE;

    private SessionTally(
            int calls,
            int[] byLabel,
            Map<String, Integer> byTool,
            Map<SumOf, Long> sums,
            Set<ToolLabel> labels,
            Value labelTexts) {
        this.calls = calls;
        this.byLabel = byLabel;
        this.byTool = byTool;
        this.sums = sums;
        this.labels = labels;
        this.labelTexts = labelTexts;
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
        var same = copy(calls, byLabel, byTool, sums);
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
        return byLabel[label.ordinal()];
    }

    int ofTool(String tool) {
        return byTool.getOrDefault(tool, 0);
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
        return sums;
    }

    Set<ToolLabel> labels() {
        return labels;
    }

    /** The same as Cedar's set of texts. */
    Value labelTexts() {
        return labelTexts;
    }

    private SessionTally moved(CountedCall call, int by) {
        var counts = byLabel.clone();
        for (var label : call.labels()) counts[label.ordinal()] += by;
        return copy(calls + by, counts, toolsWith(call.tool(), by), sumsWith(call, by));
    }

    private Map<String, Integer> toolsWith(String tool, int by) {
        var count = ofTool(tool) + by;
        if (count > 0 && (byTool.isEmpty() || (byTool.size() == 1 && byTool.containsKey(tool))))
            return Map.of(tool, count);
        var tools = new HashMap<>(byTool);
        if (count > 0) tools.put(tool, count);
        else tools.remove(tool);
        return Map.copyOf(tools);
    }

    /** What a call makes of the sums. */
    Map<SumOf, Long> sumsWith(CountedCall call, int by) {
        if (call.amounts().isEmpty()) return sums;
        var moved = new HashMap<>(sums);
        for (var label : call.labels())
            call.amounts()
                    .forEach((argument, amount) ->
                            moved.merge(new SumOf(label, argument), by * amount, SessionTally::sum));
        return Map.copyOf(moved);
    }

    /** Nothing can be taken from a sum that may have been more. */
    private static long sum(long before, long amount) {
        return before >= CountedCall.MOST ? before : Math.min(CountedCall.MOST, before + amount);
    }

    private SessionTally copy(int all, int[] counts, Map<String, Integer> tools, Map<SumOf, Long> amounts) {
        var seen = labels;
        for (var label : LABELS)
            if (counts[label.ordinal()] > 0 != labels.contains(label)) {
                seen = of(counts);
                break;
            }
        var texts = seen == labels ? labelTexts : TallyFacts.texts(seen);
        var copy = new SessionTally(all, counts, tools, amounts, seen, texts);
        copy.unfinished = unfinished;
        copy.unfinishedReads = unfinishedReads;
        copy.failed = failed;
        copy.lastReading = lastReading;
        return copy;
    }

    private static Set<ToolLabel> of(int[] counts) {
        var seen = EnumSet.noneOf(ToolLabel.class);
        for (var label : LABELS) if (counts[label.ordinal()] > 0) seen.add(label);
        return Collections.unmodifiableSet(seen);
    }
}
