package dev.mandate.provenance;

import java.lang.management.ManagementFactory;
import java.util.function.Supplier;

/** What a piece of work takes of this thread's CPU, the best of several runs, so that neither others' work nor the compiler counts. */
final class CpuTime {
    private static final int RUNS = 7;

    private CpuTime() {}

    static long nanosOf(Supplier<?> work) {
        var threads = ManagementFactory.getThreadMXBean();
        var best = Long.MAX_VALUE;
        for (var run = 0; run < RUNS; run++) {
            var began = threads.getCurrentThreadCpuTime();
            if (work.get() == null) throw new IllegalStateException("nothing was done");
            best = Math.min(best, threads.getCurrentThreadCpuTime() - began);
        }
        return best;
    }
}
