package dev.mandate.cli.evaluation;

import dev.mandate.cli.traces.TraceRun;
import dev.mandate.cli.traces.TraceTools;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Plays runs, each suite by itself: its agent learns from nobody else's, so that suites can be played side by side and what comes of
 * one doesn't depend on which others are in the file.
 *
 * @param verdicts the rules see what a content classifier said
 * @param frozen the runs that are judged teach nothing
 * @param threads how many suites are played at once; what needn't be done in the order of their runs is done by those that are free
 * @param calls is told of each call with consequences; null where nobody wants to know
 */
record Evaluation(
        TraceTools tools,
        Conditions conditions,
        boolean verdicts,
        boolean frozen,
        int threads,
        @Nullable CallLines calls) {

    /** So many runs of a suite are read before their turn. */
    private static final int AHEAD = 32;
    /** So many wait at most for their verdicts, each with some KB that these look at. */
    private static final int WAITING = 8_000;

    /** The verdicts, in the order of the runs. */
    List<RunVerdict> play(History earlier, List<TraceRun> judged, Progress progress) {
        var suites = new LinkedHashMap<String, List<Integer>>();
        for (int at = 0; at < judged.size(); at++)
            suites.computeIfAbsent(judged.get(at).suite(), suite -> new ArrayList<>())
                    .add(at);
        var verdicts = new RunVerdict[judged.size()];
        var pool = Executors.newFixedThreadPool(threads);
        try {
            var spare = new SpareTime(pool, WAITING);
            var played = new LinkedHashMap<List<Integer>, Future<List<Future<RunVerdict>>>>();
            suites.entrySet().stream()
                    .sorted((one, other) -> Integer.compare(
                            other.getValue().size(),
                            one.getValue().size())) // the longest first, so that all end together
                    .forEach(suite -> played.put(
                            suite.getValue(),
                            pool.submit(() -> suite(
                                    suite.getKey(),
                                    earlier.of(suite.getKey()),
                                    suite.getValue().stream().map(judged::get).toList(),
                                    spare,
                                    progress))));
            played.forEach((places, its) -> {
                var told = SpareTime.outcome(its);
                for (int at = 0; at < told.size(); at++) verdicts[places.get(at)] = SpareTime.outcome(told.get(at));
            });
        } finally {
            pool.shutdownNow();
        }
        return List.of(verdicts);
    }

    private List<Future<RunVerdict>> suite(
            String suite, History earlier, List<TraceRun> judged, SpareTime spare, Progress progress) {
        var timetable = new Timetable();
        var slots = new ArrayList<Timetable.Slot>();
        for (var run : earlier.runs()) slots.add(timetable.next(run));
        timetable.rest();
        for (var run : judged) slots.add(timetable.next(run));
        var replay = new RiskReplay(suite, tools, conditions, calls);
        var reported = new ArrayDeque<FutureTask<List<ReportedCall>>>();
        var told = new ArrayList<Future<RunVerdict>>();
        for (int at = 0; at < slots.size(); at++) {
            while (reported.size() < AHEAD && at + reported.size() < slots.size()) {
                var ahead = slots.get(at + reported.size());
                reported.add(spare.soon(() -> ReportedCall.of(ahead, replay.agent(), verdicts)));
            }
            var isEarlier = at < earlier.runs().size();
            if (at == earlier.runs().size()) replay.rest(true);
            var run = slots.get(at).run();
            var calls = SpareTime.needed(reported.remove());
            var verdict = replay.play(slots.get(at), calls, isEarlier || !frozen, earlier.approves(run));
            if (!isEarlier) told.add(spare.later(verdict));
            progress.played(run);
        }
        return told;
    }

    /** The same without these conditions as well. */
    Evaluation without(Set<String> names) {
        var all = new HashSet<>(conditions.without());
        all.addAll(names);
        return new Evaluation(
                tools, Conditions.without(all).at(conditions.ownDomains()), verdicts, frozen, threads, null);
    }

    /** The same, and tells of its calls. */
    Evaluation telling(CallLines lines) {
        return new Evaluation(tools, conditions, verdicts, frozen, threads, lines);
    }

    EvaluationReport report(List<TraceRun> judged, List<RunVerdict> verdicts) {
        var report = new EvaluationReport();
        IntStream.range(0, judged.size()).forEach(at -> report.add(judged.get(at), verdicts.get(at)));
        return report;
    }
}
