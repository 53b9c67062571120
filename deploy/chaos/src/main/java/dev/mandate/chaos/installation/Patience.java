package dev.mandate.chaos.installation;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Waiting for what must come, for as long as it gets nearer: how long that takes is the machine's. */
public final class Patience {
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final long BETWEEN_LOOKS = 200;

    private Patience() {}

    /** @throws IllegalStateException if it didn't come */
    public static void until(String what, BooleanSupplier there) {
        if (!untilOrStill(() -> there.getAsBoolean() ? 0 : 1, LONGEST))
            throw new IllegalStateException(what + ": not there after " + LONGEST.toSeconds() + " s");
    }

    /**
     * @param left how much is still to come
     * @return whether nothing was left; false if it became no less for a while
     */
    public static boolean untilOrStill(LongSupplier left, Duration still) {
        var least = Long.MAX_VALUE;
        var since = System.nanoTime();
        while (true) {
            var now = left.getAsLong();
            if (now == 0) return true;
            if (now < least) {
                least = now;
                since = System.nanoTime();
            }
            if (System.nanoTime() - since > still.toNanos()) return false;
            pause();
        }
    }

    public static void pause() {
        pause(Duration.ofMillis(BETWEEN_LOOKS));
    }

    public static void pause(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
