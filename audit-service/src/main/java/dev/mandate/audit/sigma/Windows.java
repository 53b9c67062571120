package dev.mandate.audit.sigma;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;

/**
 * Finds what a new observation completes. For every possible end, the window of one timespan before it is asked; the
 * choice within a window is the latest possible one, so a window without the new observation was asked before.
 */
final class Windows {
    private final Correlation correlation;

    Windows(Correlation correlation) {
        this.correlation = correlation;
    }

    /** @param seen by time, with the added one among them */
    List<List<Observation>> completedBy(Observation added, List<Observation> seen) {
        if (correlation.type() == CorrelationType.SINGLE) return List.of(List.of(added));
        var completed = new ArrayList<List<Observation>>();
        for (int end = seen.indexOf(added); end < seen.size(); end++) {
            if (seen.get(end).at() - added.at() > correlation.timespan()) break;
            var window = window(seen, end);
            if (!window.contains(added)) break; // cancelled in between, and so for every later end
            var chosen = chosen(window);
            if (chosen.contains(added)) completed.add(chosen);
        }
        return completed;
    }

    Change change(Observation added, List<Observation> seen) {
        return new Change() {
            @Override
            public List<List<Observation>> completed() {
                return completedBy(added, seen);
            }

            @Override
            public List<List<Observation>> undone() {
                return added.cancels() ? undoneBy(added, seen) : List.of();
            }
        };
    }

    /** What was complete until the added observation, which cancels, took away what it began with. */
    List<List<Observation>> undoneBy(Observation added, List<Observation> seen) {
        int at = seen.indexOf(added);
        if (at < 0) return List.of();
        var without = new ArrayList<>(seen);
        without.remove(at);
        var undone = new ArrayList<List<Observation>>();
        for (int end = at; end < without.size(); end++) {
            var last = without.get(end);
            if (last.cancels() || last.at() - added.at() > correlation.timespan()) break;
            var chosen = chosen(window(without, end));
            if (!chosen.isEmpty() && chosen(window(seen, end + 1)).isEmpty()) undone.add(chosen);
        }
        return undone;
    }

    /** From the end back to the timespan's start, or to what cancelled everything before it. */
    private List<Observation> window(List<Observation> seen, int end) {
        int start = end;
        if (!seen.get(end).cancels()) {
            long earliest = seen.get(end).at() - correlation.timespan();
            while (start > 0
                    && seen.get(start - 1).at() >= earliest
                    && !seen.get(start - 1).cancels()) start--;
        }
        return seen.subList(start, end + 1);
    }

    private List<Observation> chosen(List<Observation> window) {
        return switch (correlation.type()) {
            case TEMPORAL -> latestOfEach(window);
            case TEMPORAL_ORDERED -> latestChain(window);
            default -> counted(window);
        };
    }

    private List<Observation> latestOfEach(List<Observation> window) {
        var latest = new HashSet<Observation>();
        for (int ref = 0; ref < correlation.refs().size(); ref++) {
            int at = window.size() - 1;
            while (at >= 0 && !window.get(at).matches(ref)) at--;
            if (at < 0) return List.of();
            latest.add(window.get(at));
        }
        return window.stream().filter(latest::contains).toList();
    }

    private List<Observation> latestChain(List<Observation> window) {
        var chain = new ArrayList<Observation>();
        int ref = correlation.refs().size() - 1;
        for (int at = window.size() - 1; at >= 0 && ref >= 0; at--) {
            if (window.get(at).matches(ref)) {
                chain.add(window.get(at));
                ref--;
            } else if (chain.isEmpty()) {
                return List.of(); // a chain ends with its window; shorter ones were asked at their own end
            }
        }
        Collections.reverse(chain);
        return ref < 0 ? chain : List.of();
    }

    private List<Observation> counted(List<Observation> window) {
        var threshold = correlation.threshold();
        var events =
                window.stream().filter(seen -> seen.refs() != Observation.UNTIL).toList();
        double actual = counted(correlation.type(), events);
        return threshold != null && threshold.holds(actual) ? events : List.of();
    }

    /** What a counting rule holds against its threshold. */
    static double counted(CorrelationType type, List<Observation> events) {
        return switch (type) {
            case EVENT_COUNT -> events.size();
            case VALUE_COUNT ->
                events.stream()
                        .flatMap(seen -> seen.values().stream())
                        .distinct()
                        .count();
            default ->
                events.stream()
                        .flatMap(seen -> seen.values().stream())
                        .map(Numbers::of)
                        .mapToDouble(number -> number == null ? 0 : number.doubleValue())
                        .sum();
        };
    }
}
