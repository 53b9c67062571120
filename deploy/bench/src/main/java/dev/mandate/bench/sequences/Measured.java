package dev.mandate.bench.sequences;

import java.io.IOException;
import java.time.Duration;

/**
 * How a job went on after it was warm.
 *
 * @param cpuMicros of its JVM, a call
 */
record Measured(double perSecond, double cpuMicros) {
    /** Of the stream; before it a JVM is still compiling. */
    static final double WARM = 0.4;

    /** Of the stream, at least: of less the last look decides. */
    private static final double LEAST = 0.3;

    /**
     * @param of calls that there are to read
     * @param read of them since it was seen to be warm
     * @param nanos that it took
     * @param cpu that its JVM took
     * @throws IOException if it had committed nearly all before it was first seen to be warm, so that there is nothing to divide by
     */
    static Measured of(int of, long read, long nanos, Duration cpu) throws IOException {
        if (read < LEAST * of)
            throw new IOException("it committed too much at once to be measured: when it was first seen to be warm, "
                    + (of - read) + " of " + of + " calls were done. Ask for more calls by -Dsequences.calls=");
        return new Measured(read * 1e9 / nanos, cpu.toNanos() / 1e3 / read);
    }

    /** How many cores it kept busy. */
    double cores() {
        return perSecond * cpuMicros / 1e6;
    }

    double percentOf(Measured other) {
        return 100 * perSecond / other.perSecond;
    }
}
