package dev.mandate.cli.evaluation;

import dev.mandate.cli.traces.TraceRun;
import java.time.Duration;
import java.time.Instant;

/** When the runs of one suite are played, each as a session of its own; recordings have no times. */
final class Timetable {
    static final Instant BEGIN = Instant.parse("2026-01-05T08:00:00Z");
    static final Duration BETWEEN_CALLS = Duration.ofSeconds(2);
    /** After it sessions count as ended and are learnt from. */
    static final Duration REST = Duration.ofMinutes(62);

    private static final int RUNS_BETWEEN_RESTS = 16;

    private Instant now = BEGIN;
    private int sessions;

    /**
     * A run in its time.
     *
     * @param id of the session
     * @param rest comes after it
     */
    record Slot(TraceRun run, String id, Instant begin, boolean rest) {
        Instant at(int call) {
            return begin.plus(BETWEEN_CALLS.multipliedBy(call + 1L));
        }
    }

    Slot next(TraceRun run) {
        var slot = new Slot(run, "del_run" + sessions++, now, sessions % RUNS_BETWEEN_RESTS == 0);
        now = slot.at(run.calls().size() - 1);
        if (slot.rest()) rest();
        return slot;
    }

    void rest() {
        now = now.plus(REST);
    }
}
