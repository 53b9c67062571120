package dev.mandate.authz.engine.sessions;

import dev.mandate.authz.engine.sessions.RecentTally.Reading;
import dev.mandate.authz.engine.sessions.SessionTally.SumOf;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.lifecycle.ToolLabel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What one agent did, or what agents did for one person, lately: in periods, of which the oldest falls away as a whole. Bounded: labels
 * are few, and so are the numbers that tools declare.
 */
final class RecentAccount {
    /** That a window is divided into: it reaches back as long as it says, and by one of them more at most. */
    static final int PERIODS = 8;

    /** Of more sessions that read, the newest are known. */
    static final int MOST_READINGS = 32;

    private static final int LABELS = ToolLabel.values().length;

    /** Of all accounts together: one that was forgotten and is made anew never has a version of before. */
    private static final AtomicLong VERSIONS = new AtomicLong();

    private final long periodMillis;
    private final @Nullable Period[] periods = new @Nullable Period[PERIODS + 1];
    private final Map<SessionId, Read> readings = new LinkedHashMap<>();
    private int[] counts = new int[LABELS];
    private Map<SumOf, Long> sums = Map.of();
    private int calls;
    private long newest = Long.MIN_VALUE / 2;
    private final long born = VERSIONS.incrementAndGet();
    private long version = born;

    private record Read(long at, boolean open) {}

    private static final class Period {
        private final long number;
        private final int[] counts = new int[LABELS];
        private final Map<SumOf, Long> sums = new HashMap<>(2);
        private int calls;

        Period(long number) {
            this.number = number;
        }

        void move(CountedCall call, int by) {
            calls += by;
            for (var label : call.labels()) {
                counts[label.ordinal()] += by;
                for (var amount : call.amounts().entrySet())
                    sums.merge(new SumOf(label, amount.getKey()), by * amount.getValue(), RecentTally::sum);
            }
        }
    }

    RecentAccount(long windowMillis) {
        periodMillis = Math.max(1, windowMillis / PERIODS);
    }

    synchronized RecentTally tally(long now) {
        forget(now);
        if (calls == 0 && readings.isEmpty()) return new RecentTally(0, new int[LABELS], Map.of(), List.of(), version);
        var read = new ArrayList<Reading>(readings.size());
        readings.forEach((session, when) -> read.add(new Reading(session, when.open)));
        return new RecentTally(calls, counts.clone(), sums, read, version);
    }

    /** Nothing was counted in it yet. */
    synchronized boolean fresh() {
        return version == born;
    }

    synchronized boolean is(RecentTally copy) {
        return copy.version() == version;
    }

    synchronized void add(CountedCall call, SessionId session, long at) {
        var number = Math.floorDiv(at, periodMillis);
        if (number <= newest - PERIODS - 1) return; // long over
        newest = Math.max(newest, number);
        var place = (int) Math.floorMod(number, (long) periods.length);
        var period = periods[place];
        var replaced = period != null && period.number != number;
        if (period == null || replaced) periods[place] = period = new Period(number);
        period.move(call, 1);
        if (replaced || !call.amounts().isEmpty()) total();
        else {
            calls++;
            for (var label : call.labels()) counts[label.ordinal()]++;
        }
        if (call.reads()) read(session, at);
        version = VERSIONS.incrementAndGet();
    }

    private void read(SessionId session, long at) {
        var before = readings.remove(session);
        readings.put(session, new Read(before == null ? at : Math.max(at, before.at), before != null && before.open));
        if (readings.size() > MOST_READINGS)
            readings.remove(readings.keySet().iterator().next());
    }

    /** As if it had not been allowed: its answer never left. */
    synchronized void without(CountedCall call, long at) {
        var number = Math.floorDiv(at, periodMillis);
        var period = periods[(int) Math.floorMod(number, (long) periods.length)];
        if (period == null || period.number != number) return;
        period.move(call, -1);
        total();
        version = VERSIONS.incrementAndGet();
    }

    /** The session is over, and what became of one of its reads will never be known. */
    synchronized void leftOpen(SessionId session) {
        if (readings.computeIfPresent(session, (its, read) -> new Read(read.at, true)) != null)
            version = VERSIONS.incrementAndGet();
    }

    /** True if nothing of it is recent any more. */
    synchronized boolean over(long now) {
        forget(now);
        return calls == 0 && readings.isEmpty();
    }

    private void forget(long now) {
        var oldest = Math.floorDiv(now, periodMillis) - PERIODS;
        var gone = false;
        for (var at = 0; at < periods.length; at++) {
            var period = periods[at];
            if (period == null || period.number >= oldest) continue;
            periods[at] = null;
            gone = true;
        }
        var earliest = oldest * periodMillis;
        gone |= readings.values().removeIf(read -> read.at < earliest);
        if (!gone) return;
        total();
        version = VERSIONS.incrementAndGet();
    }

    private void total() {
        calls = 0;
        counts = new int[LABELS];
        var all = new HashMap<SumOf, Long>();
        for (var period : periods) {
            if (period == null) continue;
            calls += period.calls;
            for (var at = 0; at < LABELS; at++) counts[at] += period.counts[at];
            period.sums.forEach((of, sum) -> all.merge(of, sum, RecentTally::sum));
        }
        sums = Map.copyOf(all);
    }
}
