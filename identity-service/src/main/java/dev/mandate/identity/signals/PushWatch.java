package dev.mandate.identity.signals;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.TimeUnit;

/** When to look for what waits: often after this replica wrote something to be told, seldom while nothing happens. */
@ApplicationScoped
class PushWatch {
    private static final long AWAKE_NANOS = TimeUnit.SECONDS.toNanos(10);
    /** What another replica wrote and left, and what is due again. */
    private static final int ASLEEP_EVERY = 10;

    private volatile long awakeUntil;
    private int passed;

    @Inject
    PushWatch() {
        this(AWAKE_NANOS); // something may wait since before
    }

    PushWatch(long awakeNanos) {
        awakeUntil = System.nanoTime() + awakeNanos;
    }

    /** Before the commit too, which comes within the time for which it stays awake. */
    void wake() {
        awakeUntil = System.nanoTime() + AWAKE_NANOS;
    }

    /** For one thread. */
    boolean looksNow() {
        passed = (passed + 1) % ASLEEP_EVERY;
        return passed == 0 || awakeUntil - System.nanoTime() > 0;
    }
}
