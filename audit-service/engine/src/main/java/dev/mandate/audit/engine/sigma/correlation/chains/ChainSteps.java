package dev.mandate.audit.engine.sigma.correlation.chains;

import dev.mandate.audit.engine.sigma.correlation.chains.ChainNode.Input;
import dev.mandate.audit.engine.sigma.correlation.types.Observation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The events of one correlation of a chain by its groups: events of its detections, and those that complete matches of its inner ones. */
final class ChainSteps {
    /** Of one event, in one correlation. */
    private static final int MAX_GROUPS = 16;

    private final ChainNode node;
    private final KeptFields fields;
    private final Map<List<String>, List<Observation>> steps = new HashMap<>();
    private final Map<String, List<Completes>> completing = new HashMap<>();

    /** What an event is that completes matches of an inner correlation. */
    private record Completes(int bit, List<String> group, List<String> values) {}

    ChainSteps(ChainNode node, KeptFields fields) {
        this.node = node;
        this.fields = fields;
    }

    /**
     * Takes the matches of one group of an inner correlation.
     *
     * @return the group of this correlation that they are events of
     */
    List<String> completing(Input input, List<String> group, GroupMatches matches) {
        var outer = input.groupBy().stream().map(group::get).toList();
        var values = input.counted() == ChainNode.NONE
                ? List.<String>of()
                : List.of(fields.value(group.get(input.counted())));
        var completes = new Completes(input.bit(), outer, values);
        matches.ends().stream()
                .forEach(at -> completing
                        .computeIfAbsent(matches.events().get(at).id(), any -> new ArrayList<>(1))
                        .add(completes));
        return outer;
    }

    /** By time, those of the same instant in the order of the rule. */
    Map<List<String>, List<Observation>> of(List<Observation> seen) {
        for (var event : seen) {
            detections(event);
            for (var each : completing.getOrDefault(event.id(), List.of()))
                add(each.group(), event, each.bit(), each.values());
        }
        steps.values().forEach(its -> its.sort(Observation.BY_TIME));
        return steps;
    }

    /** Names that ask for the same fields are put together. */
    private void detections(Observation event) {
        @Nullable Input like = null;
        int bits = 0;
        for (var input : node.inputs()) {
            if (input.correlation() != null || !event.matches(input.detection())) continue;
            if (like != null && !input.asksLike(like)) {
                detection(like, bits, event);
                bits = 0;
            }
            like = input;
            bits |= input.bit();
        }
        if (like != null) detection(like, bits, event);
    }

    private void detection(Input input, int bits, Observation event) {
        var values = input.counted() == ChainNode.NONE
                ? List.<String>of()
                : fields.of(event, input.counted()).stream().map(fields::value).toList();
        for (var group : input.divides() ? groups(input, event) : List.of(node.whole()))
            add(group, event, bits, values);
    }

    /** What is said of one event is said of it in one go. */
    private void add(List<String> group, Observation event, int bit, List<String> values) {
        var its = steps.computeIfAbsent(group, any -> new ArrayList<>());
        int last = its.size() - 1;
        if (last < 0 || !its.get(last).id().equals(event.id())) {
            its.add(new Observation(event.id(), event.at(), bit, values));
            return;
        }
        var before = its.get(last);
        its.set(last, new Observation(event.id(), event.at(), before.bits() | bit, together(before.values(), values)));
    }

    private static List<String> together(List<String> some, List<String> more) {
        if (more.isEmpty()) return some;
        var all = new LinkedHashSet<>(some);
        all.addAll(more);
        return all.stream().limit(Observation.MAX_VALUES).toList();
    }

    private List<List<String>> groups(Input input, Observation event) {
        List<List<String>> groups = List.of(List.of());
        for (int field : input.groupBy()) {
            var values = field == ChainNode.NONE ? List.of("") : fields.of(event, field);
            var longer = new ArrayList<List<String>>(groups.size());
            for (var group : groups)
                for (var value : values) {
                    if (longer.size() == MAX_GROUPS) break;
                    var more = new ArrayList<String>(input.groupBy().size());
                    more.addAll(group);
                    more.add(value);
                    longer.add(more);
                }
            groups = longer;
        }
        return groups;
    }
}
