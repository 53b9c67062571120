package dev.mandate.audit.sigma;

import dev.mandate.audit.sigma.CorrelationState.Incident;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;

/** Advances one group by one event; a pure function of its arguments, in event time only. */
public final class Correlator {
    private static final int MAX_INCIDENTS = 16;

    private Correlator() {}

    /** @param matches new ones only: an incident that was told stays told for one timespan */
    public record Step(CorrelationState state, List<Match> matches) {
        public Step {
            matches = List.copyOf(matches);
        }
    }

    /**
     * Events may arrive in any order within the timespan of the rule; one that was seen before, or does not concern
     * the group, leaves the state as it is, as the same object. A rule that was withdrawn or whose logic changed starts from an empty state.
     *
     * @param group one of {@link RuleBook#groups}
     */
    public static Step advance(RuleBook rules, GroupKey group, CorrelationState state, EventFields event) {
        var correlation = rules.correlation(group.rule());
        if (correlation == null || !correlation.rule().groupBy().equals(group.fields()))
            return new Step(CorrelationState.empty(), List.of());
        var before = state.logic().equals(correlation.logic()) ? state : CorrelationState.empty();
        var added = correlation.observe(event, group);
        if (added == null || before.has(added.id())) return new Step(before, List.of());

        // Both this and the previous arrival must have left an event behind: one wrong clock forgets nothing.
        long clock = before.seen().isEmpty() ? added.at() : Math.min(added.at(), before.lastArrival());
        var seen = kept(before.seen(), clock - 2 * correlation.timespan());
        seen.add(-1 - Collections.binarySearch(seen, added, Observation.BY_TIME), added);
        if (seen.size() > correlation.capacity()) forgetOne(seen, added);

        var told = new ArrayList<>(before.told());
        told.removeIf(incident -> incident.last() < clock - 2 * correlation.timespan());
        var matches = new ArrayList<Match>();
        for (var window : new Windows(correlation).completedBy(added, seen)) {
            var incident = new Incident(
                    window.get(0).at(), window.get(window.size() - 1).at());
            if (told(incident, told, correlation)) continue;
            told.add(incident);
            if (told.size() > MAX_INCIDENTS) told.remove(0);
            matches.add(match(correlation, group, window));
        }
        return new Step(new CorrelationState(correlation.logic(), added.at(), seen, told), matches);
    }

    private static ArrayList<Observation> kept(List<Observation> seen, long earliest) {
        var kept = new ArrayList<Observation>(seen.size() + 1);
        for (var observation : seen) if (observation.at() >= earliest) kept.add(observation);
        return kept;
    }

    /** The oldest of the most frequent kind: a flood of one kind of event can't push out the other kinds. */
    private static void forgetOne(List<Observation> seen, Observation added) {
        var frequency = new HashMap<Object, Integer>();
        for (var observation : seen) frequency.merge(observation.signature(), 1, Integer::sum);
        int most = Collections.max(frequency.values());
        for (var observation : seen) {
            if (observation != added && frequency.getOrDefault(observation.signature(), 0) == most) {
                seen.remove(observation);
                return;
            }
        }
        seen.remove(seen.get(0) == added ? seen.size() - 1 : 0);
    }

    private static boolean told(Incident incident, List<Incident> told, Correlation correlation) {
        if (correlation.type() == CorrelationType.SINGLE) return false;
        return told.stream()
                .anyMatch(other ->
                        incident.last() >= other.first() && incident.last() <= other.last() + correlation.timespan());
    }

    private static Match match(Correlation correlation, GroupKey group, List<Observation> window) {
        var events = window.stream()
                .map(seen -> new Match.Event(seen.id(), Instant.ofEpochMilli(seen.at())))
                .toList();
        return new Match(correlation.rule(), group, events);
    }
}
