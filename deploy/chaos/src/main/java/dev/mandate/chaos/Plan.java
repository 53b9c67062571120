package dev.mandate.chaos;

import java.time.Duration;

/**
 * What is played.
 *
 * @param seed the same seed draws the same tasks and faults; when they happen is the machine's
 * @param length for which faults are drawn; zero for one of each kind, over as soon as they are
 * @param eventsASecond of agents: half of them decisions, half of them what was done then
 * @param agents that are at work at once
 */
record Plan(long seed, Duration length, int eventsASecond, int agents) {
    Plan {
        if (eventsASecond < 2 || eventsASecond > 5_000)
            throw new IllegalArgumentException("events a second must be 2 to 5,000, not " + eventsASecond);
        if (agents < 2 || agents > 200) throw new IllegalArgumentException("agents must be 2 to 200, not " + agents);
    }

    boolean onceEach() {
        return length.isZero();
    }
}
