package dev.mandate.cli.evaluation;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import dev.mandate.cli.traces.TraceRun;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What profiles are learnt from: earlier runs, and those that are judged, each after it was.
 *
 * @param runs earlier ones
 * @param approvals where a call is held in a run that its person alone is behind, he is asked and says yes; else nobody is asked
 */
record History(List<TraceRun> runs, boolean approvals) {
    History {
        runs = List.copyOf(runs);
    }

    History of(String suite) {
        return new History(
                runs.stream().filter(run -> run.suite().equals(suite)).toList(), approvals);
    }

    /** Whether its person says yes to what is held of it: the one thing for which labels are looked at. Only later runs are judged by it. */
    boolean approves(TraceRun run) {
        return approvals && run.byItsPersonAlone();
    }

    /** What it contains, and what of that was looked at. */
    @Override
    public String toString() {
        var labels = runs.stream()
                .collect(groupingBy(
                        run -> run.label().isEmpty() ? "without a label" : run.label(), TreeMap::new, counting()));
        var contained = labels.isEmpty()
                ? "none"
                : String.format(
                        Locale.ROOT,
                        "%,d runs (%s)",
                        runs.size(),
                        labels.entrySet().stream()
                                .map(label -> String.format(Locale.ROOT, "%s %,d", label.getKey(), label.getValue()))
                                .collect(Collectors.joining(", ")));
        return "History: " + contained + ". "
                + (approvals
                        ? "Labels were looked at: what is held of runs labelled benign or direct was approved by their person, of"
                                + " others nothing was; so too in the runs that were judged, once each was."
                        : "No label was looked at: nobody was asked about what is held.");
    }
}
