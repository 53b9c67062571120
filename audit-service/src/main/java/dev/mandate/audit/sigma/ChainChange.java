package dev.mandate.audit.sigma;

import dev.mandate.audit.sigma.Chain.Node;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares the matches among what a group has seen with those that it would have without the added event. */
final class ChainChange implements Change {
    private final Node root;
    private final Observation added;
    private final List<Observation> seen;
    private final ChainMatches with;
    private @Nullable ChainMatches without;

    ChainChange(Node root, Observation added, List<Observation> seen) {
        this.root = root;
        this.added = added;
        this.seen = seen;
        this.with = new ChainMatches(root, seen);
    }

    @Override
    public List<List<Observation>> completed() {
        if (newest()) return with.endsWith(added) ? List.of(with.events(added)) : List.of();
        var completed = new ArrayList<List<Observation>>();
        for (var end : with.ends(added.at())) {
            var events = with.events(end);
            if (events.contains(added) || !without().endsWith(end)) completed.add(events);
        }
        return completed;
    }

    @Override
    public List<List<Observation>> undone() {
        if (newest()) return List.of();
        var undone = new ArrayList<List<Observation>>();
        for (var end : without().ends(added.at()))
            if (!with.endsWith(end)) undone.add(without().events(end));
        return undone;
    }

    /** What ended before it does not depend on it. */
    private boolean newest() {
        int before = seen.size() - 2;
        return seen.get(seen.size() - 1) == added
                && (before < 0 || seen.get(before).at() < added.at());
    }

    private ChainMatches without() {
        var known = without;
        if (known == null) {
            var others = new ArrayList<>(seen);
            others.remove(added);
            known = new ChainMatches(root, others);
            without = known;
        }
        return known;
    }
}
