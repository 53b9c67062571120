package dev.mandate.messaging.quota;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What one caller has used of his {@link Quota}: instead of a level that somebody has to lower, the instant at which all that was taken
 * will have been paid for.
 *
 * @see <a href="https://www.itu.int/rec/T-REC-I.371">ITU-T I.371, the generic cell rate algorithm by virtual scheduling</a>
 */
public final class Share {
    private final Quota quota;
    private final AtomicLong paid;
    private final AtomicInteger inside = new AtomicInteger();

    /** @param now by {@link System#nanoTime()}, as all instants here */
    Share(Quota quota, long now) {
        this.quota = quota;
        this.paid = new AtomicLong(now);
    }

    /** Zero if they were taken; else nothing was, and it takes so many nanoseconds until they can be. */
    public long take(long units) {
        return take(units, System.nanoTime());
    }

    long take(long units, long now) {
        while (true) {
            var until = paid.get();
            var after = paidAfter(until, units, now);
            var tooEarly = tooEarly(after, now);
            if (tooEarly > 0) return tooEarly;
            if (paid.compareAndSet(until, after)) return 0;
        }
    }

    /** The same without taking any. */
    public long until(long units) {
        return until(units, System.nanoTime());
    }

    long until(long units, long now) {
        return Math.max(0, tooEarly(paidAfter(paid.get(), units, now), now));
    }

    private long paidAfter(long until, long units, long now) {
        return (until - now > 0 ? until : now) + quota.nanosOf(units);
    }

    private long tooEarly(long paid, long now) {
        return paid - now - quota.nanosOf(quota.burst());
    }

    /** Whether one more of his requests may be inside. Who has entered leaves. */
    public boolean enter() {
        if (inside.incrementAndGet() <= quota.atOnce()) return true;
        inside.decrementAndGet();
        return false;
    }

    public void leave() {
        inside.decrementAndGet();
    }
}
