package dev.mandate.audit.engine.sigma.correlation.chains;

import dev.mandate.audit.engine.sigma.correlation.types.Condition;
import dev.mandate.audit.engine.sigma.correlation.types.Correlation;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a correlation takes, with all that it names.
 *
 * @param depth how many correlations there are one within the other
 * @param detections how many names of detections, each as often as it is named
 * @param events how many events it may take to make it true: counts of counts multiply
 * @param measures something is measured, of which there may be more events than it takes
 */
public record ChainSize(int depth, int detections, long events, boolean measures) {
    private static final ChainSize DETECTION = new ChainSize(0, 1, 1, false);

    public static ChainSize of(Correlation correlation) {
        var rules = correlation.rules().stream().map(ChainSize::of).toList();
        var until = correlation.until().stream().map(ChainSize::of).toList();
        var all = Stream.concat(rules.stream(), until.stream()).toList();
        return new ChainSize(
                1 + all.stream().mapToInt(ChainSize::depth).max().orElse(0),
                all.stream().mapToInt(ChainSize::detections).sum(),
                needed(correlation, rules) + needed(until),
                correlation.type().measures() || all.stream().anyMatch(ChainSize::measures));
    }

    private static ChainSize of(Correlation.Reference reference) {
        var inner = reference.correlation();
        return inner == null ? DETECTION : of(inner);
    }

    private static long needed(List<ChainSize> one) {
        return one.stream().mapToLong(ChainSize::events).sum();
    }

    private static long needed(Correlation correlation, List<ChainSize> rules) {
        var condition = correlation.condition();
        if (condition == null || correlation.type().countsRules()) return needed(rules);
        long most = rules.stream().mapToLong(ChainSize::events).max().orElse(1);
        return correlation.type().counts() ? most * Math.max(1, condition.highest()) : most;
    }

    /** How many open events a group keeps of it at most. */
    int capacity() {
        long twice = Math.min(2L * Condition.MAX_COUNT, 2 * events);
        return (int) Math.max(twice, measures ? Condition.MAX_COUNT : 0);
    }
}
