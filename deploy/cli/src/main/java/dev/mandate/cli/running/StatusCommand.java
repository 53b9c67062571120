package dev.mandate.cli.running;

import dev.mandate.cli.terminal.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code mandate status}: one line a process, and for each that isn't as it should be what to do; exits 0 only if all run, are ready and well. */
@Command(
        name = "status",
        description = "Show each process: running, ready, well, port, memory; and what to do about what isn't.")
public final class StatusCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SystemOptions options;

    @Override
    public Integer call() {
        var system = options.system();
        if (system.isDown()) {
            StartLock.holder(system.layout()).ifPresent(System.out::println);
            System.out.println(nothingRuns(system));
            return 1;
        }
        system.requireItsPorts();
        StartLock.holder(system.layout()).ifPresent(System.out::println);
        var parts = system.parts();
        var statuses = parts.parallelStream().map(PartStatus::of).toList();
        System.out.print(table(parts, statuses));
        System.out.print(remarks(statuses));
        var behind = new Behind(system.ports()).now();
        if (system.isUp() && behind.records() > 0) System.out.println("Still to be taken up: " + behind.words());
        return statuses.stream().allMatch(PartStatus::fine) ? 0 : 1;
    }

    private static Table table(List<Part> parts, List<PartStatus> statuses) {
        var table = new Table("process", "state", "port", "pid", "memory");
        for (int i = 0; i < parts.size(); i++) {
            var part = parts.get(i);
            var pid = part.running().map(ProcessHandle::pid);
            table.row(
                    part.name(),
                    statuses.get(i).state(),
                    Integer.toString(part.port()),
                    pid.map(String::valueOf).orElse("-"),
                    pid.map(StatusCommand::memory).orElse("-"));
        }
        return table;
    }

    /** A line of what is, for all of whom it is so, and one of what to do. */
    static String remarks(List<PartStatus> statuses) {
        var alike = new LinkedHashMap<String, List<String>>();
        for (var status : statuses)
            for (var remark : status.remarks())
                alike.computeIfAbsent(remark.what() + ".\n    " + remark.todo() + ".\n", unheard -> new ArrayList<>())
                        .add(remark.who());
        return alike.entrySet().stream()
                .map(remark -> String.join(", ", remark.getValue()) + ": " + remark.getKey())
                .collect(Collectors.joining());
    }

    /** Where nothing runs, no port is anybody's. */
    static String nothingRuns(MandateSystem system) {
        var kept = Files.exists(system.layout().broker());
        return "Nothing of this checkout runs. `deploy/mandate up` starts it"
                + (kept ? ", with the data of the last run; `deploy/mandate up --fresh` starts over." : ".");
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
