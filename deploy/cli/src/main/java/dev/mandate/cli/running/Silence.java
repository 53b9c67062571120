package dev.mandate.cli.running;

import java.time.Duration;
import java.util.Optional;

/**
 * For how long one process has not been alive, and when that is too long. A machine that has much else to do makes every process slow, and
 * to start one again makes it slower, so patience is longer with one that uses the processor, and longest with one that starts; and after
 * each time that it was lost it doubles, until the process has been alive for a while.
 */
final class Silence {
    /** As long as an orchestrator waits by our manifests. */
    private static final Duration STANDING_STILL = Duration.ofSeconds(30);

    private static final Duration WORKING = Duration.ofMinutes(2);
    private static final Duration STARTING_STANDS_STILL = Duration.ofMinutes(2);
    private static final Duration STARTING = Duration.ofMinutes(10);
    private static final Duration LIVES_AGAIN = Duration.ofMinutes(10);
    private static final int MOST_DOUBLINGS = 4;
    /** Less of the processor between two looks is what a process uses that does nothing. */
    private static final Duration SOMETHING = Duration.ofMillis(50);

    private long pid;
    private boolean starts = true;
    private Duration cpu = Duration.ZERO;
    private Duration notAlive = Duration.ZERO;
    private Duration standsStill = Duration.ZERO;
    private Duration alive = Duration.ZERO;
    private int lost;

    /** @param passed since the look before */
    void alive(long pid, Duration passed) {
        begunAnew(pid);
        starts = false;
        notAlive = Duration.ZERO;
        standsStill = Duration.ZERO;
        alive = alive.plus(passed);
        if (alive.compareTo(LIVES_AGAIN) > 0) lost = 0;
    }

    /**
     * @param cpu what it has used of the processor since it began
     * @param passed since the look before
     * @return if it is to be started again, for how long it hasn't been alive
     */
    Optional<Duration> notAlive(long pid, Duration cpu, Duration passed) {
        begunAnew(pid);
        alive = Duration.ZERO;
        notAlive = notAlive.plus(passed);
        standsStill = cpu.minus(this.cpu).compareTo(SOMETHING) < 0 ? standsStill.plus(passed) : Duration.ZERO;
        this.cpu = cpu;
        if (!isLonger(standsStill, starts ? STARTING_STANDS_STILL : STANDING_STILL)
                && !isLonger(notAlive, starts ? STARTING : WORKING)) return Optional.empty();
        var since = notAlive;
        lost = Math.min(lost + 1, MOST_DOUBLINGS);
        notAlive = Duration.ZERO;
        standsStill = Duration.ZERO;
        return Optional.of(since);
    }

    private boolean isLonger(Duration time, Duration patience) {
        return time.compareTo(patience.multipliedBy(1L << lost)) >= 0;
    }

    /** Another process than at the look before, which hasn't been alive yet. */
    private void begunAnew(long pid) {
        if (this.pid == pid) return;
        this.pid = pid;
        starts = true;
        cpu = Duration.ZERO;
        notAlive = Duration.ZERO;
        standsStill = Duration.ZERO;
    }
}
