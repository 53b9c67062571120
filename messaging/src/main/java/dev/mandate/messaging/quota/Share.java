package dev.mandate.authz.quota;

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
    public long take(long bytes) {
        return take(bytes, System.nanoTime());
    }

    long take(long bytes, long now) {
        while (true) {
            var until = paid.get();
            var after = (until - now > 0 ? until : now) + quota.nanosOf(bytes);
            var tooEarly = after - now - quota.nanosOf(quota.burst());
            if (tooEarly > 0) return tooEarly;
            if (paid.compareAndSet(until, after)) return 0;
        }
    }

    /** Whether one more of his requests may go to the threads for large ones. Who has entered leaves. */
    public boolean enter() {
        if (inside.incrementAndGet() <= quota.atOnce()) return true;
        inside.decrementAndGet();
        return false;
    }

    public void leave() {
        inside.decrementAndGet();
    }
}
