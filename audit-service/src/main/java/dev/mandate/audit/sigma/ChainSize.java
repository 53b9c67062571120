package dev.mandate.audit.sigma;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a correlation takes, with all that it names.
 *
 * @param depth how many correlations there are one within the other
 * @param detections how many names of detections, each as often as it is named
 * @param events how many events it may take to make it true: counts of counts multiply
 * @param sums something is summed, of which there may be more events than it takes
 */
record ChainSize(int depth, int detections, long events, boolean sums) {
    private static final ChainSize DETECTION = new ChainSize(0, 1, 1, false);

    static ChainSize of(Correlation correlation) {
        var refs = correlation.refs().stream().map(ChainSize::of).toList();
        var until = correlation.until().stream().map(ChainSize::of).toList();
        var all = Stream.concat(refs.stream(), until.stream()).toList();
        return new ChainSize(
                1 + all.stream().mapToInt(ChainSize::depth).max().orElse(0),
                all.stream().mapToInt(ChainSize::detections).sum(),
                needed(correlation, refs) + needed(until),
                correlation.type() == CorrelationType.VALUE_SUM || all.stream().anyMatch(ChainSize::sums));
    }

    private static ChainSize of(Correlation.Ref ref) {
        var inner = ref.inner();
        return inner == null ? DETECTION : of(inner);
    }

    private static long needed(List<ChainSize> one) {
        return one.stream().mapToLong(ChainSize::events).sum();
    }

    private static long needed(Correlation correlation, List<ChainSize> refs) {
        if (!correlation.type().counts()) return needed(refs);
        long most = refs.stream().mapToLong(ChainSize::events).max().orElse(1);
        var threshold = correlation.threshold();
        return threshold == null || correlation.type() == CorrelationType.VALUE_SUM
                ? most
                : most * Math.max(1, threshold.highest());
    }

    /** How many open events a group keeps of it at most. */
    int capacity() {
        long twice = Math.min(2L * Threshold.MAX_COUNT, 2 * events);
        return (int) Math.max(twice, sums ? Threshold.MAX_COUNT : 0);
    }
}
