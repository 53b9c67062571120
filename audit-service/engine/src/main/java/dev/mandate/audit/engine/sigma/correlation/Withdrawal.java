package dev.mandate.audit.engine.sigma.correlation;

import dev.mandate.audit.engine.sigma.correlation.CorrelationState.Incident;
import dev.mandate.audit.engine.sigma.correlation.chains.GroupKey;
import dev.mandate.audit.engine.sigma.correlation.chains.MatchDelta;
import dev.mandate.audit.engine.sigma.correlation.types.Observation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An event came later than the ends that it should have prevented, since it cancels, or since it undoes what they were built on:
 * those matches of one incident, which may have been told, would not have been if everything had come in order.
 *
 * @param match the latest of them
 * @param ends ids of the last event of each of them
 */
public record Withdrawal(Match match, Set<String> ends) {
    /** How far behind its group's newest event a cancelling event may be to take something back. */
    public static final Duration LATENESS = Deployment.LATENESS;

    public Withdrawal {
        ends = Set.copyOf(ends);
    }

    /** @param told incidents that the matches may belong to; one for each that takes some of them */
    static List<Withdrawal> by(
            Observation added,
            MatchDelta change,
            Deployment deployment,
            GroupKey group,
            List<Observation> seen,
            List<Incident> told) {
        if (told.isEmpty() || late(added, seen)) return List.of();
        var correlation = deployment.correlation();
        var undone = change.undone();
        var withdrawals = new ArrayList<Withdrawal>();
        for (var incident : told) {
            var ends = new HashSet<String>();
            List<Observation> latest = List.of();
            for (var window : undone) {
                var end = window.get(window.size() - 1);
                if (!deployment.tells(window.get(0).at()) || !incident.takes(end.at(), correlation.timespan()))
                    continue;
                ends.add(end.id());
                latest = window;
            }
            if (!ends.isEmpty())
                withdrawals.add(new Withdrawal(Correlator.match(deployment, group, latest, incident.id()), ends));
        }
        return withdrawals;
    }

    private static boolean late(Observation added, List<Observation> seen) {
        return added.at() < seen.get(seen.size() - 1).at() - LATENESS.toMillis();
    }
}
