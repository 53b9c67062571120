package dev.mandate.provenance;

import java.lang.management.ManagementFactory;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/** What a piece of work takes of this thread's CPU, the best of several runs, so that neither others' work nor the compiler counts. */
final class CpuTime {
    private static final int RUNS = 7;

    private CpuTime() {}

    static long nanosOf(Supplier<?> work) {
        return runs(work).min().orElseThrow();
    }

    /** Tells what {@link #nanosOf} would, and goes on no longer than nothing was below it. */
    static boolean isLess(Supplier<?> work, long nanos) {
        return runs(work).anyMatch(run -> run < nanos);
    }

    private static LongStream runs(Supplier<?> work) {
        var threads = ManagementFactory.getThreadMXBean();
        return LongStream.generate(() -> {
                    var began = threads.getCurrentThreadCpuTime();
                    if (work.get() == null) throw new IllegalStateException("nothing was done");
                    return threads.getCurrentThreadCpuTime() - began;
                })
                .limit(RUNS);
    }
}
