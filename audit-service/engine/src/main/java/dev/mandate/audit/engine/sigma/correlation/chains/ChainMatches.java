package dev.mandate.audit.engine.sigma.correlation.chains;

import dev.mandate.audit.engine.sigma.correlation.chains.ChainNode.Input;
import dev.mandate.audit.engine.sigma.correlation.types.Observation;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All matches of a chain, and of each correlation in it, among the events that one group has seen. */
final class ChainMatches {
    private final ChainNode root;
    private final KeptFields fields;
    private final List<Observation> seen;
    private final GroupMatches outermost;
    /** Of each inner correlation, by group. */
    private final Map<ChainNode, Map<List<String>, GroupMatches>> inner = new IdentityHashMap<>();
    /** Of each name that stands for a correlation, the groups of that one by the group of the outer one that they are in. */
    private final Map<Input, Map<List<String>, List<List<String>>>> within = new IdentityHashMap<>();

    /** @param seen by time, as {@link Chain#observe} says */
    ChainMatches(ChainNode root, KeptFields fields, List<Observation> seen) {
        this.root = root;
        this.fields = fields;
        this.seen = seen;
        this.outermost = root.innermost()
                ? GroupMatches.of(root.correlation(), seen)
                : find(root).getOrDefault(root.whole(), GroupMatches.of(root.correlation(), List.of()));
    }

    /** What the outermost correlation has seen, with the bits of its own rules. */
    List<Observation> steps() {
        return outermost.events();
    }

    /** Whether a match of the outermost correlation ends with the event. */
    boolean endsWith(Observation event) {
        return outermost.endOf(event) >= 0;
    }

    /**
     * All events of each match of the outermost correlation that ends then or later, those of its inner matches among them; the last
     * of them is the end.
     */
    List<List<Observation>> since(long from) {
        int place = outermost.placeOf(from);
        if (root.innermost()) return outermost.since(place);
        return outermost.ends().stream()
                .filter(end -> end >= place)
                .mapToObj(this::ofAllLevels)
                .toList();
    }

    private List<Observation> ofAllLevels(int place) {
        var end = steps().get(place);
        var ends = new BitSet();
        ends.set(place);
        var ids = new HashSet<String>();
        collect(root, Map.of(root.whole(), ends), ids);
        var match = new ArrayList<Observation>(ids.size());
        var last = end;
        for (var event : seen) {
            if (event.at() > end.at()) break;
            if (event.id().equals(end.id())) last = event;
            else if (ids.contains(event.id())) match.add(event);
        }
        match.add(last);
        return match;
    }

    private Map<List<String>, GroupMatches> find(ChainNode node) {
        var known = inner.get(node);
        if (known != null) return known;
        var steps = new ChainSteps(node, fields);
        for (var input : node.inputs()) {
            var correlation = input.correlation();
            if (correlation == null) continue;
            var groups = new HashMap<List<String>, List<List<String>>>();
            find(correlation).forEach((group, matches) -> {
                var outer = steps.completing(input, group, matches);
                groups.computeIfAbsent(outer, any -> new ArrayList<>(1)).add(group);
            });
            within.put(input, groups);
        }
        var found = new HashMap<List<String>, GroupMatches>();
        steps.of(seen).forEach((group, its) -> found.put(group, GroupMatches.of(node.correlation(), its)));
        inner.put(node, found);
        return found;
    }

    /** @param wanted by group, which ends of the node's matches */
    private void collect(ChainNode node, Map<List<String>, BitSet> wanted, Set<String> ids) {
        var below = new IdentityHashMap<ChainNode, Map<List<String>, BitSet>>();
        wanted.forEach((group, ends) -> {
            var matches = matches(node, group);
            var rules = matches.evidence(ends);
            for (int at = 0; at < rules.length; at++) {
                if (rules[at] == 0) continue;
                var step = matches.events().get(at);
                ids.add(step.id());
                for (var input : node.inputs()) if ((input.bit() & rules[at]) != 0) want(input, group, step, below);
            }
        });
        below.forEach((of, its) -> collect(of, its, ids));
    }

    private void want(
            Input input, List<String> group, Observation step, Map<ChainNode, Map<List<String>, BitSet>> wanted) {
        var correlation = input.correlation();
        if (correlation == null) return;
        for (var its : within.getOrDefault(input, Map.of()).getOrDefault(group, List.of())) {
            int place = matches(correlation, its).endOf(step);
            if (place >= 0)
                wanted.computeIfAbsent(correlation, any -> new HashMap<>())
                        .computeIfAbsent(its, any -> new BitSet())
                        .set(place);
        }
    }

    private GroupMatches matches(ChainNode node, List<String> group) {
        var known = inner.getOrDefault(node, Map.of()).get(group);
        if (known == null) throw new IllegalArgumentException("no such group has matches");
        return known;
    }
}
