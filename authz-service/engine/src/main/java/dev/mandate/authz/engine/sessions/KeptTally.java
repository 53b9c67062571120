package dev.mandate.authz.engine.sessions;

import java.util.concurrent.atomic.AtomicInteger;

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

    /** Zero until something is counted; then the beginning, and how often it has changed since. */
    private long version;

    SessionTally copy() {
        if (version == 0) return SessionTally.NONE;
        return new SessionTally(
                calls, shape, counts.clone(), unfinished, unfinishedReads, failed, lastReading, version);
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
        version = version == 0 ? (BEGINNINGS.incrementAndGet() & 0xffffffffL) << 32 | 1 : version + 1;
    }
}
