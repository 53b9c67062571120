package dev.mandate.authz.engine.sessions;

import com.google.common.hash.BloomFilter;
import com.google.common.hash.Funnels;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Texts of the last hours, without the texts: what was put in is always found, whatever came after it, and so is a share of what was not,
 * which grows with how much is put in. So whoever floods it makes nothing of his forgotten. Bounded: 360 KB for each of nine periods.
 */
final class RecentMarks {
    /** In one period; of as many, a thousandth of all else is found too. */
    private static final int EXPECTED = 200_000;

    private static final double ELSE_FOUND = 0.001;

    private final long periodMillis;
    private final AtomicReferenceArray<@Nullable Period> periods =
            new AtomicReferenceArray<>(RecentAccount.PERIODS + 1);

    private record Period(long number, BloomFilter<CharSequence> marks) {}

    RecentMarks(long windowMillis) {
        periodMillis = Math.max(1, windowMillis / RecentAccount.PERIODS);
    }

    void put(String text, long at) {
        var number = Math.floorDiv(at, periodMillis);
        var place = (int) Math.floorMod(number, (long) periods.length());
        var period = periods.get(place);
        while (period == null || period.number < number) {
            var next = new Period(number, BloomFilter.create(Funnels.unencodedCharsFunnel(), EXPECTED, ELSE_FOUND));
            if (periods.compareAndSet(place, period, next)) period = next;
            else period = periods.get(place);
        }
        if (period.number == number) period.marks.put(text); // else long over
    }

    /** False only for what was not put in within the window. */
    boolean mayHold(String text, long now) {
        for (var place = 0; place < periods.length(); place++) {
            var period = periods.get(place);
            if (period != null && recent(period, now) && period.marks.mightContain(text)) return true;
        }
        return false;
    }

    boolean isEmpty(long now) {
        for (var place = 0; place < periods.length(); place++) {
            var period = periods.get(place);
            if (period != null && recent(period, now)) return false;
        }
        return true;
    }

    /** A clock that is ahead makes nothing old. */
    private boolean recent(Period period, long now) {
        return period.number >= Math.floorDiv(now, periodMillis) - RecentAccount.PERIODS;
    }
}
