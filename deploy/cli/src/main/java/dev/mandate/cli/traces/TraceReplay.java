package dev.mandate.cli.traces;

import dev.mandate.cli.actors.Await;
import dev.mandate.cli.actors.Cast;
import dev.mandate.cli.actors.Findings;
import dev.mandate.cli.actors.Platform;
import dev.mandate.cli.actors.Questions;
import dev.mandate.cli.actors.Verdict;
import dev.mandate.cli.client.ApiClient;
import dev.mandate.cli.client.KafkaAccess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/**
 * Recorded runs of real agents as sessions of the running system: one agent a suite, one delegation a run, one decision a
 * call; what was allowed is reported as done, and has to be in the trail.
 */
public final class TraceReplay {
    private static final int SESSIONS_IN_FLIGHT = 16;
    private static final Duration PROGRESS = Duration.ofSeconds(3);
    private static final Duration QUIET = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Set<String> NOT_HEARD_YET = Set.of("unknown_resource", "unknown_identity");

    /** Who plays: all agents have the owner, all tasks are the delegator's; both by employee id, both active. */
    public record Players(
            ApiClient api,
            Cast cast,
            Questions questions,
            KafkaAccess kafka,
            String owner,
            String delegator,
            String agentSuffix) {}

    private final List<TraceRun> runs;
    private final TraceTools tools;

    /**
     * @param runs how many, spread evenly over the file; 0 for all
     * @throws IllegalArgumentException for a file that isn't what it should be
     */
    public static TraceReplay of(Path traces, Path labels, int runs) throws IOException {
        return new TraceReplay(new TraceFile(traces).runs(runs), TraceTools.read(labels));
    }

    private TraceReplay(List<TraceRun> runs, TraceTools tools) {
        this.runs = runs;
        this.tools = tools;
        runs.stream().map(TraceRun::suite).distinct().forEach(tools::scope);
    }

    /** Plays all runs, printing a line every few seconds, and waits until no more findings come. */
    public TraceReport play(Players players) {
        var agents = prepare(players);
        var report = new TraceReport(runs.size());
        var delegator = new Delegator(players.cast(), players.delegator());
        var pool = Executors.newFixedThreadPool(SESSIONS_IN_FLIGHT);
        try (var platform = new Platform(players.kafka());
                var findings = new Findings(players.kafka())) {
            for (var run : runs)
                pool.execute(() -> {
                    try {
                        var name = agentName(run.suite(), players);
                        var agent = agents.getOrDefault(run.suite(), "");
                        var session = delegator.delegate(name, agent, run, tools.scope(run.suite()));
                        report.opened(session.session(), run);
                        new TraceSession(run, session, agent, players.questions(), platform, report).play();
                        report.ended(run);
                    } catch (RuntimeException e) {
                        report.failed(run, e);
                    }
                });
            watch(pool, findings, report);
            report.stopClock();
            platform.flush();
            listenUntilQuiet(findings, report);
            new TraceTrail(players.api(), players.cast(), report).reconcile();
        } finally {
            pool.shutdownNow();
        }
        return report;
    }

    /** Registers tools and agents, gives the delegator the role, and waits until authz-service has heard of all of it. */
    private Map<String, String> prepare(Players players) {
        var cast = players.cast();
        cast.register(tools.catalogue());
        var delegator = cast.person(players.delegator());
        cast.grant(delegator, TraceTools.ROLE, "recorded runs are replayed");
        var agents = new HashMap<String, String>();
        for (var run : runs)
            agents.computeIfAbsent(run.suite(), suite -> cast.agent(agentName(suite, players), players.owner()));
        agents.forEach((suite, agent) -> {
            heard(players, "agent", agent, suite, verdict -> !NOT_HEARD_YET.contains(verdict.reason()));
            heard(players, "person", delegator, suite, Verdict::allowed);
        });
        return agents;
    }

    private void heard(Players players, String type, String id, String suite, Predicate<Verdict> done) {
        var verdict = Await.until(
                PATIENCE,
                () -> players.questions()
                        .ask(players.cast().admin(), type, id, "call", "tool", tools.harmless(suite))
                        .join(),
                done);
        if (!done.test(verdict))
            throw new IllegalStateException(
                    "authz-service has not heard of the recorded tools and their users: " + verdict);
    }

    private static String agentName(String suite, Players players) {
        return suite + "-" + players.agentSuffix();
    }

    private static void watch(ExecutorService pool, Findings findings, TraceReport report) {
        pool.shutdown();
        var told = System.nanoTime();
        while (!pool.isTerminated()) {
            findings.poll(Duration.ofMillis(200)).forEach(report::found);
            if (System.nanoTime() - told < PROGRESS.toNanos()) continue;
            told = System.nanoTime();
            System.out.println(report.progress());
        }
    }

    private static void listenUntilQuiet(Findings findings, TraceReport report) {
        var end = System.nanoTime() + PATIENCE.toNanos();
        var heard = System.nanoTime();
        while (System.nanoTime() < end && System.nanoTime() - heard < QUIET.toNanos()) {
            var fresh = findings.poll(Duration.ofMillis(500));
            if (!fresh.isEmpty()) heard = System.nanoTime();
            fresh.forEach(report::found);
        }
    }
}
