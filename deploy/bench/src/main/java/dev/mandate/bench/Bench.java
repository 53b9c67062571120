package dev.mandate.bench;

import dev.mandate.authz.engine.search.Page;
import dev.mandate.authz.engine.search.Search;
import dev.mandate.bench.approvals.ApprovalBench;
import dev.mandate.bench.bodies.BodyBench;
import dev.mandate.bench.fixtures.Chosen;
import dev.mandate.bench.fixtures.Machine;
import dev.mandate.bench.http.HttpBench;
import dev.mandate.bench.loop.LoopBench;
import dev.mandate.bench.mcp.McpBench;
import dev.mandate.bench.replicas.ReplicasBench;
import dev.mandate.bench.sequences.SequencesBench;
import dev.mandate.bench.tokens.PeopleBench;
import dev.mandate.bench.tokens.TokenBench;
import dev.mandate.bench.trail.SimulationBench;
import dev.mandate.bench.trail.TrailBench;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs {@link #USUAL}, or what is named of these, of {@link #NAMED}, or one of {@link #ALONE}, and prints a table of each. */
public final class Bench {
    private static final int PAGES = 100;
    private static final int DECISIONS = 1_000;
    private static final int MILLION = 1_000_000;

    /** Each takes what the broker and the machine have for itself. */
    private static final List<String> ALONE = List.of("sequences", "rules", "replicas", "trail", "simulation");

    private static final List<String> USUAL = List.of("engine", "pipeline", "memory", "search", "http");
    private static final List<String> NAMED = List.of("filter", "loop", "bodies", "mcp", "approvals", "tokens", "people");

    private Bench() {}

    public static void main(String[] args) throws Exception {
        warningsOnly();
        var all = Stream.of(USUAL, NAMED, ALONE).flatMap(List::stream).toList();
        var wanted = args.length == 0 ? USUAL : Chosen.among("bench", List.of(args), all);
        for (var alone : ALONE)
            if (wanted.size() > 1 && wanted.contains(alone))
                throw new IllegalArgumentException(alone + " reads all that the broker has: run it by itself");
        System.out.println("\n  " + Machine.now() + "; " + Machine.limits());
        if (wanted.contains("engine")) engine();
        if (wanted.contains("pipeline")) pipeline();
        if (wanted.contains("filter")) filter();
        if (wanted.contains("memory")) memory();
        if (wanted.contains("search")) search();
        if (wanted.contains("loop")) LoopBench.run();
        if (wanted.contains("bodies")) BodyBench.run();
        if (wanted.contains("mcp")) McpBench.run();
        if (wanted.contains("approvals")) ApprovalBench.run();
        if (wanted.contains("tokens")) TokenBench.run();
        if (wanted.contains("people")) PeopleBench.run();
        if (wanted.contains("sequences")) SequencesBench.run();
        if (wanted.contains("rules")) SequencesBench.rules();
        if (wanted.contains("trail")) TrailBench.run();
        if (wanted.contains("simulation")) SimulationBench.run();
        if (wanted.contains("replicas")) ReplicasBench.run();
        if (wanted.contains("http")) HttpBench.run(Integer.getInteger("people", MILLION));
    }

    /** Kafka's clients list their settings otherwise, each time one is made. */
    private static void warningsOnly() {
        System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
        Logger.getLogger("").setLevel(Level.WARNING);
    }

    private static void engine() throws RunnerException {
        var results = run(EngineBenchmark.class, "-Xmx1g");
        System.out.printf(
                "%n  CPU per decision, µs%n  %-22s %9s %9s %12s %9s%n", "policies", "", "ours", "cedar-java", "ratio");
        for (var ours : results) {
            if (!ours.getPrimaryResult().getLabel().equals("ours")) continue;
            var alike = results.stream()
                    .filter(other -> param(other, "shape").equals(param(ours, "shape")))
                    .toList();
            var theirs = of(alike, "official", "policies", param(ours, "policies"));
            System.out.printf(
                    Locale.ROOT,
                    "  %-22s %9s %9.2f %12.1f %8.0fx%n",
                    param(ours, "shape"),
                    param(ours, "policies"),
                    score(ours),
                    score(theirs),
                    score(theirs) / score(ours));
        }
    }

    private static void pipeline() throws RunnerException {
        var results = run(PipelineBenchmark.class, "-Xmx3g");
        System.out.printf(
                "%n  CPU per decision, all guards, µs%n  %-22s %12s %9s %12s%n",
                "who asks", "identities", "", "of the first");
        for (var result : results) {
            var label = result.getPrimaryResult().getLabel();
            System.out.printf(
                    Locale.ROOT,
                    "  %-22s %12s %9.2f %11.2fx%n",
                    label,
                    param(result, "identities"),
                    score(result),
                    score(result) / score(of(results, label, "identities", "1000")));
        }
    }

    private static void filter() throws RunnerException {
        System.out.printf(
                "%n  CPU of which bills a person may see, µs%n  %-16s %12s %9s %20s%n",
                "", "policies", "", "of 200 evaluations");
        var results = run(FilterBenchmark.class, "-Xmx1g");
        for (var result : results) {
            var policies = param(result, "policies");
            System.out.printf(
                    Locale.ROOT,
                    "  %-16s %12s %9.2f %18.1f %%%n",
                    result.getPrimaryResult().getLabel(),
                    policies,
                    score(result),
                    100 * score(result) / score(of(results, "evaluations200", "policies", policies)));
        }
    }

    private static void memory() {
        var before = used();
        var world = new PipelineWorld(MILLION);
        var after = used();
        var records = PipelineWorld.bytesOfRecords(MILLION);
        System.out.printf(
                Locale.ROOT,
                "%n  %,d identities with ten roles each: %d MB of heap, %d %% of their records in JSON%n",
                world.directory.access().size(),
                (after - before) >> 20,
                100 * (after - before) / records);
    }

    /** Who may send a mail, which everyone may, and who may call a tool that nobody may. */
    private static void search() {
        var world = new PipelineWorld(MILLION);
        var pipeline = world.pipeline();
        var search = new Search(
                world.directory, question -> pipeline.decide(question).allowed(), Duration.ofMillis(120));
        for (var tool : List.of("email.send", "no.such_tool")) {
            var pages = millis(() -> search.subjects(PipelineWorld.whoMay(tool), new Page.Wanted("", 100)));
            var decisions = millis(() -> {
                for (int i = 0; i < DECISIONS; i++) pipeline.decide(world.direct());
            });
            System.out.printf(
                    Locale.ROOT,
                    "%n  first page of who may call %s, %,d identities: p50 %.1f ms, p95 %.1f ms; half of them as long as %,.0f decisions%n",
                    tool,
                    MILLION,
                    pages[PAGES / 2],
                    pages[PAGES * 95 / 100],
                    DECISIONS * pages[PAGES / 2] / decisions[PAGES / 2]);
        }
    }

    /** In ascending order, without the first: a search sorts the ids by then. */
    private static double[] millis(Runnable what) {
        var millis = new double[PAGES];
        for (int i = -1; i < PAGES; i++) {
            var began = System.nanoTime();
            what.run();
            if (i >= 0) millis[i] = (System.nanoTime() - began) / 1e6;
        }
        Arrays.sort(millis);
        return millis;
    }

    private static long used() {
        var runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) System.gc();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static Collection<RunResult> run(Class<?> benchmark, String heap) throws RunnerException {
        return new ArrayList<>(new Runner(new OptionsBuilder()
                        .include(benchmark.getName())
                        .forks(1)
                        .warmupIterations(2)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(3)
                        .measurementTime(TimeValue.seconds(1))
                        .jvmArgsAppend(heap)
                        .build())
                .run());
    }

    private static RunResult of(Collection<RunResult> results, String label, String param, String value) {
        return results.stream()
                .filter(result -> result.getPrimaryResult().getLabel().equals(label))
                .filter(result -> param(result, param).equals(value))
                .findFirst()
                .orElseThrow();
    }

    private static String param(RunResult result, String name) {
        return result.getParams().getParam(name);
    }

    private static double score(RunResult result) {
        return result.getPrimaryResult().getScore();
    }
}
