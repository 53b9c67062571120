package dev.mandate.chaos;

import dev.mandate.chaos.faults.Strikes;
import java.time.Duration;

/**
 * What is played.
 *
 * @param seed the same seed draws the same tasks and faults; when they happen is the machine's
 * @param length for which faults are drawn; zero for one of each kind, over as soon as they are
 * @param eventsASecond of agents: half of them decisions, half of them what was done then
 * @param agents that are at work at once
 * @param strikes what faults are drawn from, but for one of each kind
 * @param still for how long judging may stand still at most
 */
record Plan(long seed, Duration length, int eventsASecond, int agents, Strikes strikes, Duration still) {
    /** The books are kept in memory: half a KiB or so for each. */
    private static final long MOST_EVENTS = 2_000_000;

    /** How long that is depends on what else the machine has to do. */
    static final Duration AS_LONG_AS_IT_TAKES = Duration.ofDays(1);

    Plan {
        if (eventsASecond < 2 || eventsASecond > 5_000)
            throw new IllegalArgumentException("events a second must be 2 to 5,000, not " + eventsASecond);
        if (length.toSeconds() * eventsASecond > MOST_EVENTS)
            throw new IllegalArgumentException("events must be %,d at most, not %,d: what was told is kept in memory"
                    .formatted(MOST_EVENTS, length.toSeconds() * eventsASecond));
        if (agents < 2 || agents > 200) throw new IllegalArgumentException("agents must be 2 to 200, not " + agents);
    }

    /** At most, of agents; of a run without an end of its own, those of ten minutes. */
    long events() {
        return Math.max(length.toSeconds(), 600) * eventsASecond;
    }

    boolean onceEach() {
        return length.isZero();
    }
}
