package dev.mandate.cli.evaluation;

import dev.mandate.cli.traces.TraceRun;
import dev.mandate.cli.traces.TraceTools;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Plays runs, each suite by itself: its agent learns from nobody else's, so that suites can be played side by side and what comes of
 * one doesn't depend on which others are in the file.
 *
 * @param verdicts the rules see what a content classifier said
 * @param frozen the runs that are judged teach nothing
 * @param threads how many suites are played at once
 * @param calls is told of each call with consequences; null where nobody wants to know
 */
record Evaluation(
        TraceTools tools,
        Conditions conditions,
        boolean verdicts,
        boolean frozen,
        int threads,
        @Nullable CallLines calls) {

    /** The verdicts, in the order of the runs. */
    List<RunVerdict> play(History earlier, List<TraceRun> judged, Progress progress) {
        var suites = new LinkedHashMap<String, List<Integer>>();
        for (int at = 0; at < judged.size(); at++)
            suites.computeIfAbsent(judged.get(at).suite(), suite -> new ArrayList<>())
                    .add(at);
        var verdicts = new RunVerdict[judged.size()];
        var work = suites.entrySet().stream()
                .sorted((one, other) -> Integer.compare(
                        other.getValue().size(), one.getValue().size())) // the longest first, so that all end together
                .map(suite -> (Callable<Void>) () -> {
                    suite(suite, earlier.of(suite.getKey()), judged, verdicts, progress);
                    return null;
                })
                .toList();
        var pool = Executors.newFixedThreadPool(threads);
        try {
            for (var done : pool.invokeAll(work)) done.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while runs were played", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } finally {
            pool.shutdownNow();
        }
        return List.of(verdicts);
    }

    private void suite(
            Map.Entry<String, List<Integer>> suite,
            History earlier,
            List<TraceRun> judged,
            RunVerdict[] verdicts,
            Progress progress) {
        var replay = new RiskReplay(suite.getKey(), tools, conditions, calls);
        for (var run : earlier.runs()) {
            replay.play(run, this.verdicts, true, earlier.approves(run));
            progress.played(run);
        }
        replay.rest(true);
        for (var at : suite.getValue()) {
            verdicts[at] = replay.play(judged.get(at), this.verdicts, !frozen, earlier.approves(judged.get(at)));
            progress.played(judged.get(at));
        }
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
