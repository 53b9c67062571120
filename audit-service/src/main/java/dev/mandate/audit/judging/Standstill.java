package dev.mandate.audit.judging;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether the risk job stands still: for 30 s nothing more has been vouched for, and no record was processed either, or only to fail again.
 * A job that is far behind and reads is slow, and does not stand still.
 */
final class Standstill {
    static final Duration LONGEST = Duration.ofSeconds(30);

    /** Failures are told a while longer, since each is followed by a start. */
    private static final Duration FAILING = LONGEST.multipliedBy(2);

    private Instant vouched = Instant.EPOCH;
    private double processed;
    private @Nullable Instant movedAt;
    private @Nullable Instant workedAt;

    /**
     * @param vouchedUntil for what the job writes
     * @param processed changes with each record
     * @param failedAt when a thread failed last; null if none did
     */
    synchronized boolean is(Instant now, Instant vouchedUntil, double processed, @Nullable Instant failedAt) {
        if (movedAt == null || !vouchedUntil.equals(vouched)) movedAt = now;
        if (workedAt == null || processed != this.processed) workedAt = now;
        vouched = vouchedUntil;
        this.processed = processed;
        if (!isOver(movedAt, LONGEST, now)) return false;
        return isOver(workedAt, LONGEST, now) || failedAt != null && !isOver(failedAt, FAILING, now);
    }

    private static boolean isOver(Instant since, Duration longest, Instant now) {
        return since.plus(longest).isBefore(now);
    }
}
