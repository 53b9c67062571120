package dev.mandate.audit.engine.sigma.correlation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A correlation of correlations, made at random, that is read out word by word: for each event, all that could lead up to it is
 * tried. It knows all events at once, and nothing of states, windows or arrival.
 */
record NaiveChain(
        String name,
        String type,
        List<String> groupBy,
        int seconds,
        List<Part> rules,
        List<Part> until,
        String operator,
        int threshold) {
    private static final List<String> LABELS = List.of("a", "b", "c");
    static final List<String> SESSIONS = List.of("s1", "s2");
    static final List<String> PLACES = List.of("p1", "p2");

    /** A detection of a label, or a correlation. */
    record Part(String label, NaiveChain inner) {
        String name() {
            return inner == null ? label : inner.name();
        }
    }

    /** An event that counts, with the numbers of the rules that it counts for. */
    private record Step(SigmaRun.Told event, TreeSet<Integer> rules, boolean cancels, TreeSet<String> places) {
        boolean only() {
            return rules.isEmpty();
        }
    }

    static NaiveChain random(Random random) {
        return random(random, "n", List.of("session"), 3);
    }

    private static NaiveChain random(Random random, String name, List<String> groupBy, int levels) {
        var types = List.of("temporal", "temporal_ordered", "event_count", "value_count");
        var type = types.get(random.nextInt(groupBy.size() == 1 ? 4 : 3));
        var rules = new ArrayList<Part>();
        int count = type.startsWith("temporal") ? 2 + random.nextInt(2) : 1 + random.nextInt(2);
        for (int i = 0; i < count; i++)
            rules.add(part(random, name + i, groupBy, levels, i == 0 && levels == 3, type.equals("value_count")));
        var until = new ArrayList<Part>();
        if (random.nextInt(3) == 0) until.add(part(random, name + "u", groupBy, levels, false, false));
        var operator = random.nextInt(4) == 0 ? "eq" : "gte";
        return new NaiveChain(
                name, type, groupBy, 40 + random.nextInt(80), rules, until, operator, 1 + random.nextInt(3));
    }

    private static Part part(
            Random random, String name, List<String> groupBy, int levels, boolean chained, boolean byPlace) {
        if (!chained && (levels == 1 || random.nextInt(3) > 0)) return label(random);
        var finer = byPlace || groupBy.size() > 1 || random.nextInt(3) == 0 ? List.of("session", "place") : groupBy;
        return new Part(null, random(random, name, finer, levels - 1));
    }

    private static Part label(Random random) {
        return new Part(LABELS.get(random.nextInt(LABELS.size())), null);
    }

    static SigmaRun.Told event(Random random, int number, Instant at) {
        var places = random.nextInt(4) == 0 ? PLACES : List.of(PLACES.get(random.nextInt(2)));
        var labels = random.nextInt(5) == 0
                ? List.of(LABELS.get(random.nextInt(3)), LABELS.get(random.nextInt(3)))
                : List.of(LABELS.get(random.nextInt(3)));
        return new SigmaRun.Told(
                "e" + number,
                at,
                Map.of(
                        "session",
                        List.of(random.nextInt(4) == 0 ? "s2" : "s1"),
                        "place",
                        places,
                        "tool.labels",
                        labels));
    }

    String[] documents() {
        var documents = new ArrayList<String>();
        var labels = new TreeSet<String>();
        write(documents, labels);
        labels.forEach(label -> documents.add(SigmaRun.detection(label, "tool.labels: " + label)));
        return documents.toArray(String[]::new);
    }

    private void write(List<String> documents, TreeSet<String> labels) {
        var lines = new StringBuilder("""
            title: %s
            name: %s
            level: high
            correlation:
              type: %s
              rules: %s
              group-by: %s
              timespan: %ds
            """.formatted(name, name, type, names(rules), groupBy, seconds));
        if (!until.isEmpty()) lines.append("  x-until: ").append(names(until)).append('\n');
        if (type.equals("event_count") || type.equals("temporal") && counts())
            lines.append("  condition: {%s: %d}\n".formatted(operator, threshold));
        if (type.equals("value_count"))
            lines.append("  condition: {%s: %d, field: place}\n".formatted(operator, threshold));
        documents.add(lines.toString());
        for (var parts : List.of(rules, until))
            for (var part : parts)
                if (part.inner() == null) labels.add(part.label());
                else part.inner().write(documents, labels);
    }

    private static String names(List<Part> parts) {
        return parts.stream().map(Part::name).collect(Collectors.joining(", ", "[", "]"));
    }

    /** The ids of all events that end a match. */
    TreeSet<String> ends(List<SigmaRun.Told> events) {
        var ends = new TreeSet<String>();
        for (var session : SESSIONS) ends.addAll(ends(events, Map.of("session", session)));
        return ends;
    }

    private TreeSet<String> ends(List<SigmaRun.Told> events, Map<String, String> group) {
        var found = rules.stream().map(part -> found(events, group, part)).toList();
        var cancelling = until.stream().map(part -> found(events, group, part)).toList();
        var steps = new ArrayList<Step>();
        for (var event : events) {
            var numbers = new TreeSet<Integer>();
            var places = new TreeSet<String>();
            for (int i = 0; i < found.size(); i++)
                if (found.get(i).containsKey(event.id())) {
                    numbers.add(i);
                    places.addAll(found.get(i).get(event.id()));
                }
            boolean cancels = cancelling.stream().anyMatch(part -> part.containsKey(event.id()));
            if (cancels || !numbers.isEmpty()) steps.add(new Step(event, numbers, cancels, places));
        }
        var ends = new TreeSet<String>();
        for (int end = 0; end < steps.size(); end++)
            if (comesTrue(steps, end)) ends.add(steps.get(end).event().id());
        return ends;
    }

    /** The events that are meant, and of each the places at which it is. */
    private static Map<String, TreeSet<String>> found(
            List<SigmaRun.Told> events, Map<String, String> group, Part part) {
        var found = new HashMap<String, TreeSet<String>>();
        var inner = part.inner();
        if (inner == null) {
            for (var event : events)
                if (event.values("tool.labels").contains(part.label())
                        && group.entrySet().stream()
                                .allMatch(of -> event.values(of.getKey()).contains(of.getValue())))
                    event.values("place").forEach(place -> add(found, event.id(), place.toString()));
        } else if (inner.groupBy().size() == group.size()) {
            inner.ends(events, group).forEach(end -> add(found, end, "the group's"));
        } else {
            for (var place : PLACES)
                inner.ends(events, Map.of("session", group.get("session"), "place", place))
                        .forEach(end -> add(found, end, place));
        }
        return found;
    }

    private static void add(Map<String, TreeSet<String>> found, String event, String place) {
        found.computeIfAbsent(event, any -> new TreeSet<>()).add(place);
    }

    private boolean comesTrue(List<Step> steps, int end) {
        var last = steps.get(end);
        if (last.only()) return false;
        var before = new ArrayList<Step>();
        for (int at = 0; at <= end; at++) {
            var step = steps.get(at);
            if (step.event().at().isBefore(last.event().at().minusSeconds(seconds))) continue;
            if (step.cancels()) before.clear();
            if (last.cancels() ? at == end : !step.cancels()) before.add(step);
        }
        return switch (type) {
            case "event_count" ->
                holds((int) before.stream().filter(step -> !step.only()).count());
            case "value_count" ->
                holds(before.stream()
                        .filter(step -> !step.only())
                        .flatMap(step -> step.places().stream())
                        .collect(Collectors.toSet())
                        .size());
            case "temporal" -> {
                int matched = 0;
                for (int i = 0; i < rules.size(); i++) {
                    int rule = i;
                    if (before.stream().anyMatch(step -> step.rules().contains(rule))) matched++;
                }
                yield counts() ? holds(matched) : matched == rules.size();
            }
            default -> leadsUpTo(before, before.size() - 1, rules.size() - 1);
        };
    }

    private boolean leadsUpTo(List<Step> steps, int at, int rule) {
        if (!steps.get(at).rules().contains(rule)) return false;
        if (rule == 0) return true;
        for (int earlier = 0; earlier < at; earlier++) if (leadsUpTo(steps, earlier, rule - 1)) return true;
        return false;
    }

    /** Of its rules fewer than all are asked for; otherwise nothing is said of their number. */
    private boolean counts() {
        return threshold < rules.size();
    }

    /** No match of it is made untrue by more events, nor one of what cancels it by fewer. */
    boolean grows() {
        return (operator.equals("gte") || type.equals("temporal_ordered") || type.equals("temporal") && !counts())
                && until.stream().allMatch(part -> part.inner() == null)
                && rules.stream()
                        .allMatch(part -> part.inner() == null || part.inner().grows());
    }

    private boolean holds(int count) {
        return operator.equals("eq") ? count == threshold : count >= threshold;
    }
}
