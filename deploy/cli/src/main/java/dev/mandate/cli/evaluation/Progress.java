package dev.mandate.cli.evaluation;

import dev.mandate.cli.traces.TraceRun;
import java.util.List;
import java.util.Locale;

/** Tells on standard error how far it is, every few seconds. */
final class Progress {
    private static final long EVERY = 2_000_000_000L;

    private final int runs;
    private int played;
    private long calls;
    private final long began = System.nanoTime();
    private long told = began;

    Progress(History earlier, List<TraceRun> judged) {
        this.runs = earlier.runs().size() + judged.size();
    }

    synchronized void played(TraceRun run) {
        played++;
        calls += run.calls().size();
        var now = System.nanoTime();
        if (now - told < EVERY) return;
        told = now;
        System.err.printf(
                Locale.ROOT,
                "  %,d of %,d runs, %,d calls (%,.0f a second)%n",
                played,
                runs,
                calls,
                calls / ((now - began) / 1e9));
    }

    String summary(double seconds) {
        return String.format(
                Locale.ROOT,
                "%,d runs with %,d calls in %.1f s, %,.0f calls a second",
                played,
                calls,
                seconds,
                calls / Math.max(seconds, 0.001));
    }
}
