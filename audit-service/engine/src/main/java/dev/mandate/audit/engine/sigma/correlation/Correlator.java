package dev.mandate.audit.engine.sigma.correlation;

import dev.mandate.audit.engine.sigma.correlation.CorrelationState.Incident;
import dev.mandate.audit.engine.sigma.correlation.chains.GroupKey;
import dev.mandate.audit.engine.sigma.correlation.types.EventFields;
import dev.mandate.audit.engine.sigma.correlation.types.Observation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Advances one group by one event; a pure function of its arguments, in event time only. */
public final class Correlator {
    private static final int MAX_INCIDENTS = 16;

    private Correlator() {}

    /**
     * @param matches those that begin an incident
     * @param again those that belong to an incident that was told: for one timespan after its newest match, what ends within it
     *     is the same incident
     * @param withdrawn what the event, which cancels and came late, takes back
     * @param forgotten ids of events that the state no longer has
     */
    public record Step(
            CorrelationState state,
            List<Match> matches,
            List<Match> again,
            List<Withdrawal> withdrawn,
            List<String> forgotten) {
        public Step {
            matches = List.copyOf(matches);
            again = List.copyOf(again);
            withdrawn = List.copyOf(withdrawn);
            forgotten = List.copyOf(forgotten);
        }

        static Step nothing(CorrelationState state) {
            return new Step(state, List.of(), List.of(), List.of(), List.of());
        }
    }

    /**
     * Events may arrive in any order within the timespan of the rule; one that was seen before, or does not concern
     * the group, leaves the state as it is, as the same object. A rule that was withdrawn starts from an empty state.
     *
     * @param group one of {@link RuleBook#groups}
     */
    public static Step advance(RuleBook rules, GroupKey group, CorrelationState state, EventFields event) {
        var deployment = rules.deployment(group.rule());
        if (deployment == null
                || !deployment.rule().groupBy().equals(group.shares().fields()))
            return Step.nothing(CorrelationState.empty());
        var chain = deployment.chain();
        var correlation = chain.correlation();
        var before = state.logic().equals(correlation.logic()) ? state : CorrelationState.empty();
        if (deployment.replacedAt() != null && before.seen().isEmpty()) return Step.nothing(before);
        var added = chain.observe(event, group.shares().values());
        if (added == null || before.has(added.id())) return Step.nothing(before);

        // Both this and the previous arrival must have left an event behind: one wrong clock forgets nothing.
        long clock = before.seen().isEmpty() ? added.at() : Math.min(added.at(), before.lastArrival());
        var seen = kept(before.seen(), clock - 2 * chain.reach());
        seen.add(-1 - Collections.binarySearch(seen, added, Observation.BY_TIME), added);
        if (seen.size() > chain.capacity()) forgetOne(seen, added);

        var told = new ArrayList<>(before.told());
        told.removeIf(incident -> incident.last() < clock - 2 * chain.reach());
        var change = chain.change(added, seen);
        var withdrawn = Withdrawal.by(added, change, deployment, group, seen, told);
        var matches = new ArrayList<Match>();
        var again = new ArrayList<Match>();
        for (var window : change.completed()) {
            if (!deployment.tells(window.get(0).at())) continue;
            long last = window.get(window.size() - 1).at();
            int open = open(told, last, correlation.timespan());
            if (open >= 0) {
                told.set(open, told.get(open).with(last));
                again.add(match(deployment, group, window, told.get(open).id()));
                continue;
            }
            var incident = new Incident(window.get(0).id(), window.get(0).at(), last);
            told.add(incident);
            if (told.size() > MAX_INCIDENTS) told.remove(0);
            matches.add(match(deployment, group, window, incident.id()));
        }
        return new Step(
                new CorrelationState(correlation.logic(), added.at(), seen, told),
                matches,
                again,
                withdrawn,
                forgotten(before.seen(), added, seen));
    }

    private static List<String> forgotten(List<Observation> before, Observation added, List<Observation> seen) {
        if (seen.size() == before.size() + 1) return List.of();
        var kept = seen.stream().map(Observation::id).collect(Collectors.toSet());
        return Stream.concat(before.stream(), Stream.of(added))
                .map(Observation::id)
                .filter(id -> !kept.contains(id))
                .toList();
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

    /** Which incident takes a match that ends then; -1 for none. */
    private static int open(List<Incident> told, long last, long timespan) {
        for (int i = 0; i < told.size(); i++) if (told.get(i).takes(last, timespan)) return i;
        return -1;
    }

    static Match match(Deployment deployment, GroupKey group, List<Observation> window, String incident) {
        var events = window.stream()
                .map(seen -> new Match.Event(seen.id(), Instant.ofEpochMilli(seen.at())))
                .toList();
        return new Match(deployment.rule(), group, events, incident, deployment.shadow());
    }
}
