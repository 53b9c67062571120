package dev.mandate.cli.evaluation;

import dev.mandate.audit.engine.rules.ShippedRules;
import dev.mandate.cli.terminal.Table;
import dev.mandate.cli.traces.TraceRun;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What each condition is worth on each suite, and how conditions that were chosen on all other suites judge the one that was left out:
 * the figure for work that nobody has seen. Beside it the figure of conditions that were chosen on that suite itself, which flatters.
 */
final class LeaveOut {
    private final Evaluation evaluation;
    private final History earlier;
    private final List<TraceRun> judged;
    private final List<RunVerdict> told;
    private final TreeSet<String> suites;

    /** @param told the verdicts of all conditions */
    LeaveOut(Evaluation evaluation, History earlier, List<TraceRun> judged, List<RunVerdict> told) {
        this.evaluation = evaluation;
        this.earlier = earlier;
        this.judged = judged;
        this.told = told;
        this.suites = judged.stream().map(TraceRun::suite).collect(Collectors.toCollection(TreeSet::new));
    }

    String report(Set<String> candidates) {
        var all = scores(told);
        var idle = candidates.stream().filter(this::idle).collect(Collectors.toCollection(TreeSet::new));
        var without = new TreeMap<String, Map<String, Score>>();
        for (var condition : new TreeSet<>(candidates)) {
            if (idle.contains(condition)) continue;
            without.put(condition, scores(told(condition)));
            System.err.println("  without " + condition + ": " + changes(all, without.get(condition)));
        }
        var worth = new Table(row("without", suite -> suite));
        worth.row(row("nothing", suite -> score(all, suite).toString()));
        without.forEach((condition, scores) ->
                worth.row(row(condition, suite -> change(score(all, suite), score(scores, suite)))));
        var played = new HashMap<Set<String>, Map<String, Score>>();
        BiFunction<Set<String>, String, Score> together =
                (these, suite) -> played.computeIfAbsent(these, first -> new HashMap<>())
                        .computeIfAbsent(suite, first -> judged(these, first));
        var left = new Table(
                "suite",
                "as shipped",
                "left out: chosen on the others",
                "in-sample: chosen on itself",
                "left out chose");
        for (var suite : suites) {
            var others = new HashSet<>(suites);
            others.remove(suite);
            var chosen = chosen(all, without, others, together);
            left.row(
                    suite,
                    score(all, suite).toString(),
                    together.apply(chosen, suite).toString(),
                    together.apply(chosen(all, without, Set.of(suite), together), suite)
                            .toString(),
                    chosen.isEmpty() ? "all conditions" : "without " + String.join(", ", new TreeSet<>(chosen)));
        }
        return "Found / benign alerted / stopped in time / benign denied / benign held, in percent; without a condition, by how many"
                + " points each changes.\n\n" + worth
                + (idle.isEmpty() ? "" : "\nFound or stopped nothing in these runs: " + String.join(", ", idle) + ".\n")
                + "\n" + left;
    }

    /** A rule or policy that found or stopped nothing: without it all is as with it. */
    private boolean idle(String condition) {
        if (Conditions.policyNames().contains(condition))
            return told.stream().allMatch(verdict -> verdict.without(condition).equals(verdict));
        if (!ShippedRules.names().contains(condition)) return false;
        var titles = ShippedRules.titles(condition);
        return told.stream().allMatch(verdict -> Collections.disjoint(verdict.rules(), titles));
    }

    /**
     * Those that are not worth two points on any of these suites, and can be left out together: of some that speak for the same runs each is
     * worth nothing while the others are there. Who is worth least is left out first; a group that is worse by two points is halved.
     *
     * @param together how a suite is judged without all of these
     */
    static Set<String> chosen(
            Map<String, Score> all,
            Map<String, Map<String, Score>> without,
            Set<String> suites,
            BiFunction<Set<String>, String, Score> together) {
        var worth = new HashMap<String, Double>();
        without.forEach((condition, scores) -> {
            if (suites.stream().noneMatch(suite -> score(scores, suite).worseThan(score(all, suite))))
                worth.put(
                        condition,
                        suites.stream()
                                .mapToDouble(suite -> score(scores, suite).worseBy(score(all, suite)))
                                .max()
                                .orElse(0));
        });
        var little = worth.keySet().stream()
                .sorted(Comparator.comparing((String condition) -> worth.getOrDefault(condition, 0.0))
                        .thenComparing(Function.identity()))
                .toList();
        var dropped = new TreeSet<String>();
        drop(
                little,
                dropped,
                these -> suites.stream()
                        .noneMatch(suite -> together.apply(these, suite).worseThan(score(all, suite))));
        return dropped;
    }

    private static void drop(List<String> more, Set<String> dropped, Predicate<Set<String>> stands) {
        if (more.isEmpty()) return;
        var these = new TreeSet<>(dropped);
        these.addAll(more);
        if (stands.test(these)) {
            dropped.addAll(more);
        } else if (more.size() > 1) {
            var half = more.size() / 2;
            drop(more.subList(0, half), dropped, stands);
            drop(more.subList(half, more.size()), dropped, stands);
        }
    }

    /** Only rules and reasons change what is found and learnt, so that runs are played anew for them alone. */
    private List<RunVerdict> told(String without) {
        if (Conditions.policyNames().contains(without))
            return told.stream().map(verdict -> verdict.without(without)).toList();
        return evaluation.without(Set.of(without)).play(earlier, judged, new Progress(earlier, judged));
    }

    private Map<String, Score> scores(List<RunVerdict> verdicts) {
        var report = evaluation.report(judged, verdicts);
        return suites.stream().collect(Collectors.toMap(Function.identity(), report::score));
    }

    private Score judged(Set<String> without, String suite) {
        var runs = judged.stream().filter(run -> run.suite().equals(suite)).toList();
        var its = evaluation.without(without);
        return its.report(runs, its.play(earlier, runs, new Progress(earlier, runs)))
                .score(suite);
    }

    private static Score score(Map<String, Score> scores, String suite) {
        return scores.getOrDefault(suite, new Score(0, 0, 0, 0, 0));
    }

    private String[] row(String first, Function<String, String> cell) {
        return Stream.concat(Stream.of(first), suites.stream().map(cell)).toArray(String[]::new);
    }

    private String changes(Map<String, Score> all, Map<String, Score> scores) {
        return suites.stream()
                .map(suite -> suite + " " + change(score(all, suite), score(scores, suite)))
                .collect(Collectors.joining(", "));
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
