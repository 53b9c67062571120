package dev.mandate.cli.evaluation;

import dev.mandate.cli.Table;
import dev.mandate.cli.traces.TraceRun;
import dev.mandate.cli.traces.TraceTools;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What each condition is worth on each suite, and how conditions that were chosen on all other suites judge the one that was left out:
 * the figure for work that nobody has seen. Beside it the figure of conditions that were chosen on that suite itself, which flatters.
 */
final class LeaveOut {
    private final TraceTools tools;
    private final List<TraceRun> earlier;
    private final List<TraceRun> judged;
    private final boolean verdicts;
    private final boolean frozen;
    private final int threads;
    private final TreeSet<String> suites;

    LeaveOut(
            TraceTools tools,
            List<TraceRun> earlier,
            List<TraceRun> judged,
            boolean verdicts,
            boolean frozen,
            int threads) {
        this.tools = tools;
        this.earlier = earlier;
        this.judged = judged;
        this.verdicts = verdicts;
        this.frozen = frozen;
        this.threads = threads;
        this.suites = judged.stream().map(TraceRun::suite).collect(Collectors.toCollection(TreeSet::new));
    }

    String report(Set<String> candidates) {
        var all = play(Set.of());
        var without = new TreeMap<String, Map<String, Score>>();
        for (var condition : new TreeSet<>(candidates)) without.put(condition, play(Set.of(condition)));
        var worth = new Table(heads("without"));
        worth.row(row("nothing", suite -> score(all, suite).toString()));
        without.forEach((condition, scores) ->
                worth.row(row(condition, suite -> change(score(all, suite), score(scores, suite)))));
        var left = new Table(
                "suite",
                "as shipped",
                "left out: chosen on the others",
                "in-sample: chosen on itself",
                "left out chose");
        for (var suite : suites) {
            var others = new HashSet<>(suites);
            others.remove(suite);
            var chosen = chosen(all, without, others);
            left.row(
                    suite,
                    score(all, suite).toString(),
                    score(play(chosen), suite).toString(),
                    score(play(chosen(all, without, Set.of(suite))), suite).toString(),
                    chosen.isEmpty() ? "all conditions" : "without " + String.join(", ", new TreeSet<>(chosen)));
        }
        return "Found / benign alerted / stopped in time / benign denied / benign held, in percent; without a condition, by how many"
                + " points each changes.\n\n" + worth + "\n" + left;
    }

    /** Those whose absence makes these suites no worse. */
    private static Set<String> chosen(
            Map<String, Score> all, Map<String, Map<String, Score>> without, Set<String> suites) {
        var dropped = new TreeSet<String>();
        without.forEach((condition, scores) -> {
            var gain = suites.stream()
                    .mapToDouble(suite ->
                            score(scores, suite).worth() - score(all, suite).worth())
                    .sum();
            if (gain >= 0) dropped.add(condition);
        });
        return dropped;
    }

    private Map<String, Score> play(Set<String> without) {
        var evaluation = new Evaluation(tools, Conditions.without(without), verdicts, frozen, threads);
        var report = evaluation.report(judged, evaluation.play(earlier, judged, new Progress(earlier, judged)));
        return suites.stream().collect(Collectors.toMap(Function.identity(), report::score));
    }

    private static Score score(Map<String, Score> scores, String suite) {
        return scores.getOrDefault(suite, new Score(0, 0, 0, 0, 0));
    }

    private String[] heads(String first) {
        return row(first, suite -> suite);
    }

    private String[] row(String first, Function<String, String> cell) {
        return Stream.concat(Stream.of(first), suites.stream().map(cell)).toArray(String[]::new);
    }

    private static String change(Score before, Score after) {
        return String.format(
                Locale.ROOT,
                "%+.1f / %+.1f / %+.1f / %+.1f / %+.1f",
                100 * (after.found() - before.found()),
                100 * (after.alerted() - before.alerted()),
                100 * (after.stopped() - before.stopped()),
                100 * (after.denied() - before.denied()),
                100 * (after.held() - before.held()));
    }
}
