package dev.mandate.chaos.faults;

import dev.mandate.chaos.installation.Patience;
import dev.mandate.chaos.installation.Replica;
import dev.mandate.chaos.installation.Victim;
import dev.mandate.cli.terminal.Table;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Probes each replica that nothing is done to, once a second, as whoever runs it does, and keeps how long the answers took. */
final class Probes implements AutoCloseable {
    private static final List<String> PROBES = List.of("live", "ready");
    /** After which those who probe take a replica for dead, where nothing else was set. */
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private static final Duration SLOW = Duration.ofMillis(300);
    /** How late a thread of this process wakes: so late is whatever is asked to, on a machine that has more to do than it can. */
    private static final String ONE_SLEEPER = "a thread here that slept, waking";

    private final ExecutorService threads;
    private final Map<String, Answers> answers = new ConcurrentSkipListMap<>();
    private volatile Set<Victim> struck = Set.of();

    private record Answers(long count, long slow, long late, Duration slowest) {
        static Answers one(Duration took, boolean answered) {
            return new Answers(
                    1, took.compareTo(SLOW) > 0 ? 1 : 0, !answered || took.compareTo(LONGEST) > 0 ? 1 : 0, took);
        }

        Answers with(Answers other) {
            return new Answers(
                    count + other.count,
                    slow + other.slow,
                    late + other.late,
                    slowest.compareTo(other.slowest) > 0 ? slowest : other.slowest);
        }
    }

    Probes(List<Replica> replicas) {
        threads = Executors.newFixedThreadPool(replicas.size());
        for (var replica : replicas) threads.execute(() -> probe(replica));
    }

    /** What doesn't answer is meant not to, until nothing is done any more. */
    void except(List<? extends Victim> victims) {
        struck = new HashSet<>(victims);
    }

    private void probe(Replica replica) {
        while (!threads.isShutdown()) {
            for (var probe : PROBES) {
                var meant = struck.contains(replica);
                var began = System.nanoTime();
                var answered = replica.answers(probe);
                var took = Duration.ofNanos(System.nanoTime() - began);
                if (meant || struck.contains(replica) || !replica.isAlive()) continue;
                keep(replica.service().title() + ", " + probe, took, answered);
            }
            var sleeps = System.nanoTime();
            Patience.pause(LONGEST);
            keep(ONE_SLEEPER, Duration.ofNanos(System.nanoTime() - sleeps).minus(LONGEST), true);
        }
    }

    private void keep(String what, Duration took, boolean answered) {
        answers.merge(what, Answers.one(took, answered), Answers::with);
    }

    @Override
    public String toString() {
        var table = new Table("probes", "asked", "after 0.3 s", "after 1 s or not", "slowest, s");
        answers.forEach((name, its) -> table.row(
                name,
                "" + its.count,
                "" + its.slow,
                "" + its.late,
                String.format(Locale.ROOT, "%.2f", its.slowest.toMillis() / 1e3)));
        return table.toString();
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
