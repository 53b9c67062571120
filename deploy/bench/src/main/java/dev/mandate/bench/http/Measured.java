package dev.mandate.bench.http;

import java.time.Duration;
import java.util.Arrays;

/**
 * What a run of requests cost.
 *
 * @param failed answers that were not what the run expects
 * @param cpuMicros CPU of the server, a request
 */
public record Measured(
        double perSecond, int answers, int failed, double p50Millis, double p99Millis, double cpuMicros) {
    static Measured of(int[] micros, int answers, int failed, long nanos, Duration cpu) {
        var sorted = Arrays.copyOf(micros, answers);
        Arrays.sort(sorted);
        return new Measured(
                answers * 1e9 / nanos,
                answers,
                failed,
                sorted[answers / 2] / 1e3,
                sorted[(int) (answers * 0.99)] / 1e3,
                cpu.toNanos() / 1e3 / answers);
    }
}
