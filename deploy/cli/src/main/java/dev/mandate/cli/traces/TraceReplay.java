package dev.mandate.cli.traces;

import dev.mandate.cli.actors.Await;
import dev.mandate.cli.actors.Cast;
import dev.mandate.cli.actors.Findings;
import dev.mandate.cli.actors.Platform;
import dev.mandate.cli.actors.Questions;
import dev.mandate.cli.client.KafkaAccess;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Recorded runs of real agents as sessions of the running system: one agent a suite, one delegation a run, one decision a
 * call; what was allowed is reported as done.
 */
public final class TraceReplay {
    private static final int SESSIONS_IN_FLIGHT = 16;
    private static final Duration PROGRESS = Duration.ofSeconds(3);
    private static final Duration QUIET = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Set<String> NOT_HEARD_YET = Set.of("unknown_resource", "unknown_identity");

    /** Who plays: all agents have the owner, all tasks are the delegator's; both by employee id, both active. */
    public record Players(
            Cast cast, Questions questions, KafkaAccess kafka, String owner, String delegator, String agentSuffix) {}

    private final List<TraceRun> runs;
    private final TraceTools tools;

    TraceReplay(List<TraceRun> runs, TraceTools tools) {
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
        } finally {
            pool.shutdownNow();
        }
        return report;
    }

    /** Registers tools and agents and waits until authz-service has heard of them. */
    private Map<String, String> prepare(Players players) {
        players.cast().register(tools.catalogue());
        var owner = players.cast().person(players.owner());
        var agents = new HashMap<String, String>();
        for (var run : runs)
            agents.computeIfAbsent(run.suite(), suite -> players.cast().agent(agentName(suite, players), owner));
        agents.forEach((suite, agent) -> {
            var verdict = Await.until(
                    PATIENCE,
                    () -> players.questions()
                            .ask(players.cast().admin(), "agent", agent, "call", "tool", tools.last(suite))
                            .join(),
                    answer -> !NOT_HEARD_YET.contains(answer.reason()));
            if (NOT_HEARD_YET.contains(verdict.reason()))
                throw new IllegalStateException("authz-service has not heard of the recorded tools: " + verdict);
        });
        return agents;
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
