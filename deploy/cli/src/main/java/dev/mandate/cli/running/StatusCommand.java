package dev.mandate.cli.running;

import dev.mandate.cli.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code mandate status}: one line a process; exits 0 only if all run and are ready. */
@Command(name = "status", description = "Show each process: running, ready, port, memory.")
public final class StatusCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SystemOptions options;

    @Override
    public Integer call() {
        var system = options.system();
        var readiness = new Readiness(system.ports(), system.layout());
        var table = new Table("process", "state", "port", "pid", "memory");
        var allWell = true;
        for (var state : system.states()) {
            var ready = state.running() && ready(readiness, state.name());
            allWell &= ready;
            table.row(
                    state.name(),
                    !state.running() ? "down" : ready ? "ready" : "not ready",
                    Integer.toString(state.port()),
                    state.pid().map(String::valueOf).orElse("-"),
                    state.pid().map(StatusCommand::memory).orElse("-"));
        }
        System.out.print(table);
        return allWell ? 0 : 1;
    }

    private static boolean ready(Readiness readiness, String process) {
        for (var service : Service.values()) if (service.title().equals(process)) return readiness.ready(service);
        return true;
    }

    private static String memory(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                    .filter(line -> line.startsWith("VmRSS"))
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024 + " MiB")
                    .findFirst()
                    .orElse("-");
        } catch (IOException e) {
            return "-";
        }
    }
}
