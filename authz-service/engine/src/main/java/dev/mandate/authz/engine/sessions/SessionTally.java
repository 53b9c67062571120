package dev.mandate.authz.engine.sessions;

import dev.mandate.authz.engine.cedar.Value;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.risk.SessionRisk;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What one session was allowed so far. Immutable: a decision looks at one, and counts only if the session still is as it was when
 * this was copied from its {@link KeptTally}.
 */
public final class SessionTally {
    public static final SessionTally NONE =
            new SessionTally(0, TallyShape.NONE, new long[0], 0, 0, 0, Long.MIN_VALUE, ToldPlace.NONE, 0);

    private final int calls;
    private final TallyShape shape;
    private final long[] counts;
    private final SeenLabels seen;
    private final int unfinished;
    private final int unfinishedReads;
    private final int failed;
    private final long lastReading;
    private final ToldPlace toldPlace;
    private final long version;

    /**
     * Keeps the array.
     *
     * @param counts where the shape says
     * @param lastReading when a completed call read last, in milliseconds; the least long for never
     * @param toldPlace where the last of such is told
     * @param version of the session's, at which it was copied
     */
    SessionTally(
            int calls,
            TallyShape shape,
            long[] counts,
            int unfinished,
            int unfinishedReads,
            int failed,
            long lastReading,
            ToldPlace toldPlace,
            long version) {
        this.calls = calls;
        this.shape = shape;
        this.counts = counts;
        this.seen = seen(shape, counts);
        this.unfinished = unfinished;
        this.unfinishedReads = unfinishedReads;
        this.failed = failed;
        this.lastReading = lastReading;
        this.toldPlace = toldPlace;
        this.version = version;
    }

    private static SeenLabels seen(TallyShape shape, long[] counts) {
        var bits = 0;
        for (var at = 0; at < counts.length; at++)
            if (counts[at] > 0 && shape.counted(at) instanceof ToolLabel label) bits |= 1 << label.ordinal();
        return SeenLabels.of(bits);
    }

    /** Of one argument over all calls of tools with one label. */
    record SumOf(ToolLabel label, String argument) {}

    /** With one more call, of which no outcome is known yet. */
    public SessionTally with(CountedCall call) {
        return moved(call, 1, unfinished + 1, unfinishedReads + (call.reads() ? 1 : 0));
    }

    /** As if the call had not been allowed: its answer never left. */
    SessionTally without(CountedCall call, boolean completed) {
        if (completed) return moved(call, -1, unfinished, unfinishedReads);
        return moved(call, -1, unfinished - 1, unfinishedReads - (call.reads() ? 1 : 0));
    }

    /**
     * The outcome of a call is known. It takes back nothing, whatever it is: who runs the tool tells it, a call that failed may
     * have done its work all the same, and an error can carry what strangers wrote.
     *
     * @param at when it was called; null if that doesn't matter any more
     */
    public SessionTally completed(CountedCall call, boolean hasFailed, @Nullable Instant at) {
        return completed(call, hasFailed, at, ToldPlace.NONE);
    }

    SessionTally completed(CountedCall call, boolean hasFailed, @Nullable Instant at, ToldPlace place) {
        var reads = call.reads();
        var read = reads && at != null ? Math.max(lastReading, at.toEpochMilli()) : lastReading;
        return new SessionTally(
                calls,
                shape,
                counts,
                unfinished - 1,
                unfinishedReads - (reads ? 1 : 0),
                failed + (hasFailed ? 1 : 0),
                read,
                reads ? toldPlace.and(place) : toldPlace,
                version);
    }

    /**
     * What the risk job says of the session covers everything that the session was allowed to read: by the time of the last read, and by where
     * that was told, since one that took long is told after others that began later.
     */
    public boolean judgedBy(@Nullable SessionRisk risk) {
        if (unfinishedReads > 0) return false;
        if (lastReading == Long.MIN_VALUE) return true;
        return risk != null && risk.at().toEpochMilli() >= lastReading && toldPlace.reachedBy(risk.upTo());
    }

    /** What came of each of its reads is known. */
    public boolean readsAreTold() {
        return unfinishedReads == 0;
    }

    /** As if the risk job had told of all that it read. */
    public SessionTally judged() {
        return new SessionTally(calls, shape, counts, unfinished, 0, failed, Long.MIN_VALUE, ToldPlace.NONE, version);
    }

    public int calls() {
        return calls;
    }

    public int of(ToolLabel label) {
        return count(label);
    }

    public int ofTool(String tool) {
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

    /** Of them, those that may read what matters. */
    int unfinishedReads() {
        return unfinishedReads;
    }

    int failed() {
        return failed;
    }

    long lastReading() {
        return lastReading;
    }

    ToldPlace toldPlace() {
        return toldPlace;
    }

    TallyShape shape() {
        return shape;
    }

    /** Not to be written to. */
    long[] counts() {
        return counts;
    }

    long version() {
        return version;
    }

    /** In ten-thousandths. */
    Map<SumOf, Long> sums() {
        var sums = new HashMap<SumOf, Long>();
        eachSumWith(null, sums::put);
        return sums;
    }

    /** The sums and what a call makes of them, without another tally. */
    void eachSumWith(@Nullable CountedCall call, ObjLongConsumer<SumOf> taker) {
        var wider = call == null ? shape : shape.with(call);
        for (var at = 0; at < wider.size(); at++) {
            if (!(wider.counted(at) instanceof SumOf of)) continue;
            var before = at < counts.length ? counts[at] : 0;
            var amount = call == null || !call.labels().contains(of.label())
                    ? null
                    : call.amounts().get(of.argument());
            taker.accept(of, amount == null ? before : sum(before, amount));
        }
    }

    public Set<ToolLabel> labels() {
        return seen.labels();
    }

    /** The same as Cedar's set of texts. */
    Value labelTexts() {
        return seen.texts();
    }

    private SessionTally moved(CountedCall call, int by, int open, int openReads) {
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
        return new SessionTally(calls + by, wider, moved, open, openReads, failed, lastReading, toldPlace, version);
    }

    /** Nothing can be taken from a sum that may have been more. */
    private static long sum(long before, long amount) {
        return before >= CountedCall.MOST ? before : Math.min(CountedCall.MOST, before + amount);
    }
}
