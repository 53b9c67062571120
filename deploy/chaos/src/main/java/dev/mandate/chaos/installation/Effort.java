package dev.mandate.chaos.installation;

import dev.mandate.cli.terminal.Table;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Processor time by kind of process: where the time of a machine goes that could do more. Of one that ended, what it had when it was looked at last. */
public final class Effort {
    private final Installation installation;
    private final Map<String, Map<Long, Duration>> spent = new TreeMap<>();

    public Effort(Installation installation) {
        this.installation = installation;
    }

    public synchronized void look() {
        for (var broker : installation.brokers())
            add(broker.kind(), Stream.of(broker.process().handle()));
        for (var replica : installation.replicas())
            add(replica.kind(), Stream.of(replica.process().handle()));
        installation
                .database()
                .server()
                .server()
                .ifPresent(server -> add(Database.KIND, Stream.concat(Stream.of(server), server.descendants())));
        add("agents, people, books", Stream.of(ProcessHandle.current()));
    }

    private void add(String kind, Stream<ProcessHandle> processes) {
        var its = spent.computeIfAbsent(kind, none -> new HashMap<>());
        processes.forEach(process -> process.info().totalCpuDuration().ifPresent(time -> its.put(process.pid(), time)));
    }

    /** @param events that it was spent on, starts of processes beside them */
    public synchronized String table(long events) {
        var table = new Table("processor time", "s", "ms for an event");
        spent.forEach((kind, processes) -> {
            var nanos = processes.values().stream().mapToLong(Duration::toNanos).sum();
            table.row(
                    kind,
                    String.format(Locale.ROOT, "%.0f", nanos / 1e9),
                    String.format(Locale.ROOT, "%.2f", nanos / 1e6 / Math.max(1, events)));
        });
        return table.toString();
    }
}
