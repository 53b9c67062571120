package dev.mandate.authz.engine.sessions;

import dev.mandate.authz.engine.cedar.BoolValue;
import dev.mandate.authz.engine.cedar.RecordValue;
import dev.mandate.authz.engine.sessions.SessionTally.SumOf;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.lifecycle.ToolLabel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/** What one agent did, or all agents did for one person, within the last hours, whatever their tasks were. Immutable. */
public final class RecentTally {
    /** Nobody did anything. */
    public static final RecentTally NONE =
            new RecentTally(0, new int[ToolLabel.values().length], Map.of(), List.of(), 0);

    private final int calls;
    private final int[] counts;
    private final Map<SumOf, Long> sums;
    private final List<Reading> readings;
    private final long version;

    /**
     * A session that read private data or what strangers may have written.
     *
     * @param open it ended while it was not known what became of one of its reads
     */
    record Reading(SessionId session, boolean open) {}

    /**
     * Keeps what it is given.
     *
     * @param counts calls by label, at its ordinal
     * @param sums in ten-thousandths
     * @param readings the newest
     * @param version of the account that it was copied from
     */
    RecentTally(int calls, int[] counts, Map<SumOf, Long> sums, List<Reading> readings, long version) {
        this.calls = calls;
        this.counts = counts;
        this.sums = sums;
        this.readings = readings;
        this.version = version;
    }

    public int calls() {
        return calls;
    }

    public int of(ToolLabel label) {
        return counts[label.ordinal()];
    }

    List<Reading> readings() {
        return readings;
    }

    long version() {
        return version;
    }

    /** As if the risk job had told of all that was read. */
    RecentTally judged() {
        return new RecentTally(calls, counts, sums, List.of(), version);
    }

    /** As if these had not been allowed. */
    RecentTally without(List<CountedCall> gone) {
        var left = counts.clone();
        var less = new HashMap<>(sums);
        for (var call : gone)
            for (var label : call.labels()) {
                left[label.ordinal()] = Math.max(0, left[label.ordinal()] - 1);
                for (var amount : call.amounts().entrySet())
                    less.computeIfPresent(
                            new SumOf(label, amount.getKey()),
                            (of, before) -> Math.max(0, sum(before, -amount.getValue())));
            }
        return new RecentTally(Math.max(0, calls - gone.size()), left, less, readings, version);
    }

    /** As policies see it. */
    RecordValue facts(@Nullable CountedCall call, boolean unjudged) {
        return new RecordValue(Map.of(
                "calls", TallyFacts.number(calls),
                "counts", calls == 0 ? TallyFacts.NOTHING_COUNTED : TallyFacts.counts(this::of),
                "sums", TallyFacts.sums(taker -> eachSumWith(call, taker)),
                "unjudged", BoolValue.of(unjudged)));
    }

    void eachSumWith(@Nullable CountedCall call, ObjLongConsumer<SumOf> taker) {
        if (call == null || call.amounts().isEmpty()) {
            sums.forEach(taker::accept);
            return;
        }
        sums.forEach((of, before) -> {
            if (!call.sums(of)) taker.accept(of, before);
        });
        for (var label : call.labels())
            for (var amount : call.amounts().entrySet()) {
                var of = new SumOf(label, amount.getKey());
                taker.accept(of, sum(sums.getOrDefault(of, 0L), amount.getValue()));
            }
    }

    /** Nothing can be taken from a sum that may have been more. */
    static long sum(long before, long amount) {
        return before >= CountedCall.MOST ? before : Math.min(CountedCall.MOST, before + amount);
    }
}
