package dev.mandate.cli.running;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mandate idle}: what the system takes of processors while nobody asks it anything. */
@Command(
        name = "idle",
        description =
                "Show, minute by minute, which share of a core each process of the system has had. While nobody asks it"
                        + " anything, all of them together are to take 8%%; what else runs on the machine doesn't count.")
public final class IdleCommand implements Callable<Integer> {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SystemOptions options;

    @Option(names = "--minutes", defaultValue = "5", description = "for so long, 1 to 600 (default: 5)")
    private int minutes;

    /**
     * One process.
     *
     * @param running the process, empty while there is none
     */
    record Watched(String name, Callable<Optional<ProcessHandle>> running) {
        Had had() throws Exception {
            var process = running.call();
            return new Had(process, process.map(CpuTime::of).orElse(Duration.ZERO));
        }
    }

    /** What a process has had since it began. */
    record Had(Optional<ProcessHandle> process, Duration cpu) {
        /** Of one that began anew, all; never less than none, since what children had that end is not always known. */
        Duration since(Had before) {
            if (!process.equals(before.process)) return cpu;
            return cpu.compareTo(before.cpu) < 0 ? Duration.ZERO : cpu.minus(before.cpu);
        }
    }

    @Override
    public Integer call() throws Exception {
        if (minutes < 1 || minutes > 600) throw new IllegalArgumentException("--minutes is 1 to 600");
        var system = options.system();
        if (system.isDown()) throw new IllegalStateException(StatusCommand.nothingRuns(system));
        var watched = system.parts().stream()
                .map(part -> new Watched(part.name(), part::running))
                .toList();
        System.err.printf("mandate: a line a minute, for %d min; Ctrl-C ends it before%n", minutes);
        watch(watched, minutes, MINUTE, System.out);
        return 0;
    }

    /** A line for each span. A process that began anew in one counts from its beginning. */
    static void watch(List<Watched> processes, int spans, Duration span, PrintStream out) throws Exception {
        var line = new StringBuilder("%-7s %8s".formatted("minute", "in all"));
        for (var process : processes) line.append("  ").append(process.name());
        out.println(line);
        var before = new Had[processes.size()];
        for (var i = 0; i < before.length; i++) before[i] = processes.get(i).had();
        var began = System.nanoTime();
        for (var number = 1; number <= spans; number++) {
            Thread.sleep(span.toMillis());
            var took = System.nanoTime() - began;
            began += took;
            var all = 0.0;
            var shares = new StringBuilder();
            for (var i = 0; i < before.length; i++) {
                var now = processes.get(i).had();
                var share = 100.0 * now.since(before[i]).toNanos() / took;
                before[i] = now;
                all += share;
                shares.append(String.format(
                        Locale.ROOT, "  %" + processes.get(i).name().length() + ".1f", share));
            }
            out.printf(Locale.ROOT, "%-7d %7.1f%%%s%n", number, all, shares);
        }
    }
}
