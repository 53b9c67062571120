package dev.mandate.bench.tokens;

import java.time.Duration;

/** CPU of the database beside us. */
public final class DatabaseCpu {
    private DatabaseCpu() {}

    /** Of all processes of PostgreSQL that this machine runs for us. One that ends meanwhile takes its time with it. */
    public static Duration now() {
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::info)
                .filter(info ->
                        info.command().filter(it -> it.endsWith("/postgres")).isPresent())
                .map(info -> info.totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }
}
