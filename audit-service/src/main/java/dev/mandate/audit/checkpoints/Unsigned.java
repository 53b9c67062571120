package dev.mandate.audit.checkpoints;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * For how long lines have waited to be signed, and whether signing stands still: it does where look after look finds the tree as it was though
 * there is something to sign. A backlog that gets smaller is none, however long it takes, nor is the time for which the process slept.
 */
final class Unsigned {
    /** In a row, without progress. */
    static final int LOOKS = 5;

    /** As long as these at least: another replica's lease is over by then, and what it left is signed. */
    static final Duration SHORTEST = Duration.ofMinutes(2);

    private volatile @Nullable Instant since;
    private volatile @Nullable Still still;
    private long upto = -1;

    /**
     * @param since when it was seen first
     * @param looks that have seen it
     * @param why in words, as the last look has it
     */
    record Still(Instant since, int looks, String why) {}

    /** @param upto number of the last line that is signed */
    synchronized void reached(long upto) {
        if (upto != this.upto) still = null;
        this.upto = upto;
    }

    /** All are signed. */
    synchronized void none() {
        since = null;
        still = null;
    }

    /** There are lines to sign. */
    synchronized void begins(Instant now) {
        since = now;
    }

    /** A look has ended without signing what there is to sign. */
    synchronized void stands(Instant now, String why) {
        if (since == null) since = now;
        var before = still;
        still = before == null ? new Still(now, 1, why) : new Still(before.since(), before.looks() + 1, why);
    }

    /** For how long what is signed next has waited; zero while nothing waits. */
    Duration lasts(Instant now) {
        var waits = since;
        return waits == null ? Duration.ZERO : Duration.between(waits, now);
    }

    /** Since when nothing has been signed of what waits, and why; empty while it is only a moment. */
    Optional<Still> still(Instant now) {
        return Optional.ofNullable(still)
                .filter(stands -> stands.looks() >= LOOKS)
                .filter(stands -> Duration.between(stands.since(), now).compareTo(SHORTEST) >= 0);
    }
}
