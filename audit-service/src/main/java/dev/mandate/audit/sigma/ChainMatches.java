package dev.mandate.audit.sigma;

import dev.mandate.audit.sigma.Chain.Feed;
import dev.mandate.audit.sigma.Chain.Node;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All matches of a chain, and of each correlation in it, among the events that one group has seen. */
final class ChainMatches {
    /** Of one event, in one correlation. */
    private static final int MAX_GROUPS = 16;

    private final Node root;
    private final Map<String, Observation> events = new HashMap<>();
    private final Map<Node, Map<List<String>, Lane>> lanes = new IdentityHashMap<>();
    /** Of each inner correlation that is named, its groups by the group of the outer one that they are in. */
    private final Map<Feed, Map<List<String>, List<List<String>>>> within = new IdentityHashMap<>();

    /** @param seen by time, as {@link Chain#observe} says */
    ChainMatches(Node root, List<Observation> seen) {
        this.root = root;
        seen.forEach(event -> events.put(event.id(), event));
        find(root, seen);
    }

    /** What the outermost correlation has seen, with the bits of its own names. */
    List<Observation> steps() {
        return root().steps();
    }

    /** The events from then on that end a match of the outermost correlation, in their order. */
    List<Observation> ends(long from) {
        var steps = root().steps();
        return root().ends().stream()
                .mapToObj(steps::get)
                .filter(step -> step.at() >= from)
                .toList();
    }

    boolean endsWith(Observation event) {
        return root().endOf(event) >= 0;
    }

    /** All events of the match that ends with this one, those of its inner matches among them; the last is the end. */
    List<Observation> events(Observation end) {
        var ends = new BitSet();
        ends.set(root().endOf(end));
        var ids = new LinkedHashSet<String>();
        collect(root, Map.of(root.whole(), ends), ids);
        var match = new ArrayList<Observation>();
        for (var id : ids) match.add(event(id));
        match.sort(Comparator.comparing((Observation event) -> event.id().equals(end.id()))
                .thenComparing(Observation.BY_TIME));
        return match;
    }

    private Observation event(String id) {
        var event = events.get(id);
        if (event == null) throw new IllegalArgumentException(id + " was not seen");
        return event;
    }

    private Lane root() {
        return lane(root, root.whole());
    }

    /** An event that completes matches of an inner correlation. */
    private record Completes(int bit, List<String> group, List<String> values) {}

    private Map<List<String>, Lane> find(Node node, List<Observation> seen) {
        var known = lanes.get(node);
        if (known != null) return known;
        var completing = new HashMap<String, List<Completes>>();
        for (var feed : node.feeds()) {
            var inner = feed.inner();
            if (inner == null) continue;
            var groups = new HashMap<List<String>, List<List<String>>>();
            find(inner, seen).forEach((group, lane) -> {
                var outer = group(feed, group);
                groups.computeIfAbsent(outer, any -> new ArrayList<>(1)).add(group);
                completing(feed, group, outer, lane, completing);
            });
            within.put(feed, groups);
        }
        var steps = new HashMap<List<String>, List<Observation>>();
        for (var event : seen) {
            detections(node, event, steps);
            for (var each : completing.getOrDefault(event.id(), List.of()))
                add(steps, each.group(), event, each.bit(), each.values());
        }
        var found = new HashMap<List<String>, Lane>();
        steps.forEach((group, its) -> found.put(group, Lane.of(node.correlation(), its)));
        lanes.put(node, found);
        return found;
    }

    private static void completing(
            Feed feed, List<String> of, List<String> outer, Lane lane, Map<String, List<Completes>> completing) {
        var values = feed.counted() == Feed.SHARED ? List.<String>of() : List.of(Chain.value(of.get(feed.counted())));
        var completes = new Completes(feed.bit(), outer, values);
        lane.ends().stream()
                .forEach(at -> completing
                        .computeIfAbsent(lane.steps().get(at).id(), any -> new ArrayList<>(1))
                        .add(completes));
    }

    /** Names that ask for the same fields are put together. */
    private static void detections(Node node, Observation event, Map<List<String>, List<Observation>> steps) {
        Feed like = null;
        int bits = 0;
        for (var feed : node.feeds()) {
            if (feed.inner() != null || !event.matches(feed.detection())) continue;
            if (like != null && !feed.asks(like)) {
                add(node, like, bits, event, steps);
                bits = 0;
            }
            like = feed;
            bits |= feed.bit();
        }
        if (like != null) add(node, like, bits, event, steps);
    }

    private static void add(
            Node node, Feed feed, int bits, Observation event, Map<List<String>, List<Observation>> steps) {
        var values = feed.counted() == Feed.SHARED
                ? List.<String>of()
                : Chain.kept(event, feed.counted()).stream().map(Chain::value).toList();
        for (var group : feed.grouped() ? groups(feed, event) : List.of(node.whole()))
            add(steps, group, event, bits, values);
    }

    /** What is said of one event is said of it in one go. */
    private static void add(
            Map<List<String>, List<Observation>> steps,
            List<String> group,
            Observation event,
            int bit,
            List<String> values) {
        var its = steps.computeIfAbsent(group, any -> new ArrayList<>());
        int last = its.size() - 1;
        if (last < 0 || !its.get(last).id().equals(event.id())) {
            its.add(new Observation(event.id(), event.at(), bit, values));
            return;
        }
        var before = its.get(last);
        its.set(last, new Observation(event.id(), event.at(), before.refs() | bit, together(before.values(), values)));
    }

    private static List<String> together(List<String> some, List<String> more) {
        if (more.isEmpty()) return some;
        var all = new LinkedHashSet<>(some);
        all.addAll(more);
        return all.stream().limit(Correlation.MAX_VALUES).toList();
    }

    /** The inner match's group as one of the outer correlation. */
    private static List<String> group(Feed feed, List<String> inner) {
        return feed.groupBy().stream().map(inner::get).toList();
    }

    private static List<List<String>> groups(Feed feed, Observation event) {
        List<List<String>> groups = List.of(List.of());
        for (int field : feed.groupBy()) {
            var values = field == Feed.SHARED ? List.of("") : Chain.kept(event, field);
            var longer = new ArrayList<List<String>>(groups.size());
            for (var group : groups)
                for (var value : values) {
                    if (longer.size() == MAX_GROUPS) break;
                    var more = new ArrayList<String>(feed.groupBy().size());
                    more.addAll(group);
                    more.add(value);
                    longer.add(more);
                }
            groups = longer;
        }
        return groups;
    }

    /** @param wanted by group, which ends of the node's matches */
    private void collect(Node node, Map<List<String>, BitSet> wanted, Set<String> ids) {
        var inner = new IdentityHashMap<Node, Map<List<String>, BitSet>>();
        wanted.forEach((group, ends) -> {
            var lane = lane(node, group);
            var used = lane.used(ends);
            for (int at = 0; at < used.length; at++) {
                if (used[at] == 0) continue;
                var step = lane.steps().get(at);
                ids.add(step.id());
                for (var feed : node.feeds()) if ((feed.bit() & used[at]) != 0) want(feed, group, step, inner);
            }
        });
        inner.forEach((of, its) -> collect(of, its, ids));
    }

    private void want(Feed feed, List<String> group, Observation step, Map<Node, Map<List<String>, BitSet>> wanted) {
        var inner = feed.inner();
        if (inner == null) return;
        for (var its : within.getOrDefault(feed, Map.of()).getOrDefault(group, List.of())) {
            int place = lane(inner, its).endOf(step);
            if (place >= 0)
                wanted.computeIfAbsent(inner, any -> new HashMap<>())
                        .computeIfAbsent(its, any -> new BitSet())
                        .set(place);
        }
    }

    private Lane lane(Node node, List<String> group) {
        return lanes.getOrDefault(node, Map.of()).getOrDefault(group, Lane.EMPTY);
    }
}
