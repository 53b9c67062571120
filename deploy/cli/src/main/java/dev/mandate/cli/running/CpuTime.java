package dev.mandate.cli.running;

import java.time.Duration;
import java.util.stream.Stream;

/**
 * What a process has had of processors since it began, with its children (a database has one for each connection): of those that have ended
 * as far as it has waited for them, which only Linux says.
 */
final class CpuTime {
    private CpuTime() {}

    static Duration of(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants())
                .map(CpuTime::alone)
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static Duration alone(ProcessHandle process) {
        return ProcessStat.of(process.pid())
                .map(ProcessStat::cpu)
                .or(() -> process.info().totalCpuDuration())
                .orElse(Duration.ZERO);
    }
}
