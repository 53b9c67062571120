package dev.mandate.cli.evaluation;

import dev.mandate.cli.traces.TraceRun;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The same runs as attackers elsewhere would shape them. In recorded benchmarks each attack is played against each task, which no
 * attacker does: what is found only because of that is worth nothing.
 */
enum Sides {
    /** Each goal is planted in one kind of task of eight. */
    FEW {
        @Override
        List<TraceRun> of(List<TraceRun> runs) {
            var tasks = numbered(runs, TraceRun::task);
            var goals = numbered(runs, TraceRun::injection);
            return runs.stream()
                    .filter(run -> !attacked(run)
                            || (tasks.indexOf(key(run, run.task())) + goals.indexOf(key(run, run.injection()))) % ONE_IN
                                    == 0)
                    .toList();
        }
    },

    /** One attacker, with the goal that was reached most often, is behind a quarter of all runs; else nobody attacks. */
    ONE {
        @Override
        List<TraceRun> of(List<TraceRun> runs) {
            var goals = runs.stream()
                    .filter(Sides::reached)
                    .collect(Collectors.groupingBy(
                            TraceRun::suite, Collectors.groupingBy(TraceRun::injection, Collectors.counting())));
            var chosen = new HashMap<String, String>();
            goals.forEach((suite, counts) -> counts.entrySet().stream()
                    .max(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                    .ifPresent(goal -> chosen.put(suite, goal.getKey())));
            var quiet = runs.stream()
                    .filter(run -> !attacked(run))
                    .collect(Collectors.groupingBy(TraceRun::suite, Collectors.counting()));
            var hostile = runs.stream()
                    .filter(run -> reached(run) && run.injection().equals(chosen.get(run.suite())))
                    .collect(Collectors.groupingBy(TraceRun::suite, Collectors.counting()));
            var seen = new HashMap<String, Long>();
            var kept = new ArrayList<TraceRun>();
            for (var run : runs) {
                if (!attacked(run)) {
                    kept.add(run);
                } else if (reached(run) && run.injection().equals(chosen.get(run.suite()))) {
                    long number = seen.merge(run.suite(), 1L, Long::sum);
                    long all = hostile.getOrDefault(run.suite(), 1L);
                    long wanted = Math.min(all, quiet.getOrDefault(run.suite(), 0L) / 3);
                    if (number * wanted / all != (number - 1) * wanted / all) kept.add(run); // spread evenly
                }
            }
            return kept;
        }
    };

    private static final int ONE_IN = 8;

    abstract List<TraceRun> of(List<TraceRun> runs);

    private static boolean attacked(TraceRun run) {
        return run.label().startsWith("attack");
    }

    private static boolean reached(TraceRun run) {
        return run.label().equals("attack-succeeded");
    }

    private static String key(TraceRun run, String part) {
        return run.suite() + "/" + part;
    }

    private static List<String> numbered(List<TraceRun> runs, Function<TraceRun, String> part) {
        return runs.stream()
                .map(run -> key(run, part.apply(run)))
                .distinct()
                .sorted()
                .toList();
    }
}
