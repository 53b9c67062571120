package dev.mandate.audit.engine.sigma.correlation.chains;

import dev.mandate.audit.engine.sigma.correlation.types.Observation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one more observation changes: the matches of the group with it, held against those without it. Both sides are found when
 * they are asked for, since one of them seldom is.
 */
public final class MatchDelta {
    private final Chain chain;
    private final Observation added;
    /** What a match can have that the added one is part of, or that depends on it. */
    private final List<Observation> near;

    /** It, and those of them that come after it. */
    private final List<Observation> after;

    private final boolean newest;
    private @Nullable ChainMatches with;
    private @Nullable ChainMatches without;

    /** @param seen with the added one among them */
    MatchDelta(Chain chain, Observation added, List<Observation> seen) {
        this.chain = chain;
        this.added = added;
        int at = seen.size() - 1;
        while (seen.get(at) != added) at--;
        this.newest = at == seen.size() - 1 && (at == 0 || seen.get(at - 1).at() < added.at());
        int from = at;
        int to = at + 1;
        while (from > 0 && near(seen.get(from - 1))) from--;
        while (to < seen.size() && near(seen.get(to))) to++;
        this.near = seen.subList(from, to);
        this.after = seen.subList(at, to);
    }

    /** What cancels on the only level there is separates all matches before it from those after it. */
    private boolean near(Observation other) {
        return Math.abs(other.at() - added.at()) <= chain.length() && !(chain.oneLevel() && other.cancels());
    }

    /** The events of each match that it is part of, or that it lets come true. */
    public List<List<Observation>> completed() {
        if (!chain.canEndWithOneOf(after)) return List.of();
        if (newest) return chain.withTheNewest(near);
        var completed = new ArrayList<List<Observation>>();
        for (var events : with().since(added.at()))
            if (events.contains(added) || !(onlyGrows() || without().endsWith(end(events)))) completed.add(events);
        return completed;
    }

    /** The events of each match that would not have been found if it had come in time. */
    public List<List<Observation>> undone() {
        if (newest || onlyGrows()) return List.of(); // what ended before it does not depend on it
        var undone = new ArrayList<List<Observation>>();
        for (var events : without().since(added.at())) if (!with().endsWith(end(events))) undone.add(events);
        return undone;
    }

    private static Observation end(List<Observation> match) {
        return match.get(match.size() - 1);
    }

    private boolean onlyGrows() {
        return chain.onlyGrows() && !added.cancels();
    }

    private ChainMatches with() {
        var known = with;
        if (known == null) with = known = chain.matches(near);
        return known;
    }

    private ChainMatches without() {
        var known = without;
        if (known == null) {
            var others = new ArrayList<>(near);
            others.remove(added);
            without = known = chain.matches(others);
        }
        return known;
    }
}
