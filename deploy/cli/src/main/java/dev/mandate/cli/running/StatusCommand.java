package dev.mandate.cli.running;

import dev.mandate.cli.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code mandate status}: one line a process, or that nothing runs; exits 0 only if all run and are ready. */
@Command(name = "status", description = "Show each process: running, ready, port, memory.")
public final class StatusCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SystemOptions options;

    @Override
    public Integer call() {
        var system = options.system();
        var states = system.states();
        if (states.stream().noneMatch(ProcessState::running)) {
            System.out.println(nothingRuns(system));
            return 1;
        }
        system.requireItsPorts();
        var readiness = new Readiness(system.ports(), system.layout());
        var table = new Table("process", "state", "port", "pid", "memory");
        var allWell = true;
        for (var state : states) {
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
        if (!allWell) System.out.println(whatToDo(states));
        return allWell ? 0 : 1;
    }

    /** Where nothing runs, no port is anybody's. */
    static String nothingRuns(MandateSystem system) {
        var kept = Files.exists(system.layout().broker());
        return "Nothing of this checkout runs. `deploy/mandate up` starts it"
                + (kept ? ", with the data of the last run; `deploy/mandate up --fresh` starts over." : ".");
    }

    static String whatToDo(List<ProcessState> states) {
        return states.stream()
                .filter(state -> !state.running())
                .findFirst()
                .map(state -> "Not all of it runs: `deploy/mandate logs " + state.name()
                        + "` says what it ended with, `deploy/mandate up` starts what is down.")
                .orElse("Not all of it is ready yet; `deploy/mandate logs` says where each writes what it does.");
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
