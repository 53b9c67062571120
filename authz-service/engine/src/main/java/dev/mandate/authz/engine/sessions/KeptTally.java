package dev.mandate.authz.engine.sessions;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * What a session keeps of its tally: the numbers, written over in place. Decisions are given copies, which are forgotten with them; a
 * tally that lived from one call to the next would be copied by collections of the heap, and they take as long as there are such.
 * One thread at a time.
 */
final class KeptTally {
    /** So that a copy of a session's isn't taken for one of the same session's after it was forgotten and began anew. */
    private static final AtomicInteger BEGINNINGS = new AtomicInteger();

    private TallyShape shape = TallyShape.NONE;
    private long[] counts = SessionTally.NONE.counts();
    private int calls;
    private int unfinished;
    private int unfinishedReads;
    private int failed;
    private long lastReading = Long.MIN_VALUE;
    private int toldPartition = ToldPlace.NONE.partition();
    private long toldOffset;
    private long toldKnown;

    /** Zero until something is counted; then the beginning, and how often it has changed since. */
    private long version;

    SessionTally copy() {
        if (version == 0) return SessionTally.NONE;
        return new SessionTally(
                calls, shape, counts.clone(), unfinished, unfinishedReads, failed, lastReading, toldPlace(), version);
    }

    private ToldPlace toldPlace() {
        return toldPartition < 0 ? ToldPlace.NONE : new ToldPlace(toldPartition, toldOffset, toldKnown);
    }

    /**
     * What it was told of is judged, whatever is said of where: some of it the risk job knew already, and of a topic that was made anew
     * nothing reaches as far.
     *
     * @param until when everything that is known was judged, in milliseconds since 1970; asked for only where something is waited for
     */
    void judged(LongSupplier until) {
        if (toldPartition >= 0 && toldKnown < until.getAsLong()) toldPartition = ToldPlace.NONE.partition();
    }

    /** It has not changed since that copy was made of it. */
    boolean is(SessionTally copy) {
        return copy.version() == version;
    }

    void become(SessionTally next) {
        if (next.shape() == shape) System.arraycopy(next.counts(), 0, counts, 0, counts.length);
        else counts = next.counts().clone();
        shape = next.shape();
        calls = next.calls();
        unfinished = next.unfinished();
        unfinishedReads = next.unfinishedReads();
        failed = next.failed();
        lastReading = next.lastReading();
        toldPartition = next.toldPlace().partition();
        toldOffset = next.toldPlace().offset();
        toldKnown = next.toldPlace().known();
        version = version == 0 ? (BEGINNINGS.incrementAndGet() & 0xffffffffL) << 32 | 1 : version + 1;
    }
}
