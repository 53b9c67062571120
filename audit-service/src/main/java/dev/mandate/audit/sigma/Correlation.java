package dev.mandate.audit.sigma;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A compiled rule that raises matches, or whose matches are events of another one.
 *
 * @param name Sigma's {@code name}, else its id
 * @param timespan within which its own events lie, in milliseconds; those of a chain reach further back, see {@link #reach()}
 * @param refs the rules whose events it correlates, in their order
 * @param until the rules whose events cancel what runs
 * @param threshold of the counting types only
 * @param logic digest of what decides whether it matches; a state made under another one is of no use
 * @param chain of a correlation that names correlations; null for all others
 */
record Correlation(
        Rule rule,
        String name,
        CorrelationType type,
        long timespan,
        List<Ref> refs,
        List<Ref> until,
        @Nullable Threshold threshold,
        String logic,
        List<RuleTestCase> tests,
        @Nullable Chain chain) {
    private static final int OPEN_EVENTS = 256;
    static final int MAX_VALUES = 16;

    private static final int MAX_GROUPS = 16;
    private static final int MAX_VALUE_LENGTH = 128;

    /**
     * A referenced rule.
     *
     * @param name as rules write it: Sigma's {@code name}, else its id
     * @param test of a correlation none: no event alone is a match of it
     * @param inner the correlation whose matches are meant; null for a detection
     * @param groupBy the fields of its events that carry the group's values; of a correlation the fields that it groups by
     * @param field whose values are counted or summed
     */
    record Ref(
            String name,
            EventTest test,
            @Nullable Correlation inner,
            List<String> groupBy,
            @Nullable String field) {
        static Ref detection(String name, EventTest test, List<String> groupBy, @Nullable String field) {
            return new Ref(name, test, null, groupBy, field);
        }

        static Ref correlation(Correlation inner, List<String> groupBy, @Nullable String field) {
            return new Ref(inner.name(), event -> false, inner, groupBy, field);
        }

        boolean concerns(EventFields event, List<String> group) {
            if (!JudgedEvent.passes(test, event)) return false;
            for (int i = 0; i < group.size(); i++) {
                var wanted = group.get(i);
                if (event.values(groupBy.get(i)).stream()
                        .noneMatch(value -> shortened(value).equals(wanted))) return false;
            }
            return true;
        }

        List<String> counted(EventFields event) {
            return field == null ? List.of() : shortened(event.values(field));
        }

        static List<String> shortened(List<?> values) {
            return values.stream()
                    .map(Ref::shortened)
                    .distinct()
                    .limit(MAX_VALUES)
                    .toList();
        }

        static String shortened(Object value) {
            var text = value.toString();
            return text.length() <= MAX_VALUE_LENGTH
                    ? text
                    : "digest:" + new Digest().add(text).hex();
        }
    }

    /** How many events a group keeps open; beyond it the oldest of the most frequent kind is forgotten. */
    int capacity() {
        if (chain != null) return Math.max(OPEN_EVENTS, chain.capacity());
        if (type == CorrelationType.VALUE_SUM) return Threshold.MAX_COUNT;
        return threshold == null ? OPEN_EVENTS : Math.max(OPEN_EVENTS, 2 * threshold.highest());
    }

    /** How far apart the events of a match can be, in milliseconds. */
    long reach() {
        return rule.timespan().toMillis();
    }

    /** What an observation, which is one of those that were seen, makes true and takes back. */
    Change change(Observation added, List<Observation> seen) {
        return chain == null ? new Windows(this).change(added, seen) : chain.change(added, seen);
    }

    /** Whether it names correlations. */
    boolean chained() {
        return Stream.concat(refs.stream(), until.stream()).anyMatch(ref -> ref.inner() != null);
    }

    Correlation with(Chain chain) {
        return new Correlation(rule, name, type, timespan, refs, until, threshold, logic, tests, chain);
    }

    /** The groups that the event belongs to: one for each combination of group values, up to a bound. */
    Set<GroupKey> groups(String key, EventFields event) {
        var groups = new LinkedHashSet<GroupKey>();
        if (chain != null) {
            for (var ref : chain.detections()) addGroups(key, ref, event, groups);
            return groups;
        }
        for (var ref : refs) addGroups(key, ref, event, groups);
        for (var ref : until) addGroups(key, ref, event, groups);
        return groups;
    }

    private void addGroups(String key, Ref ref, EventFields event, Set<GroupKey> groups) {
        if (!JudgedEvent.passes(ref.test(), event)) return;
        List<List<String>> combinations = List.of(List.of());
        for (var field : ref.groupBy()) {
            var longer = new ArrayList<List<String>>();
            for (var combination : combinations)
                for (Object value : event.values(field)) {
                    if (longer.size() == MAX_GROUPS) break;
                    var values = new ArrayList<>(combination);
                    values.add(Ref.shortened(value));
                    longer.add(values);
                }
            combinations = longer;
        }
        for (var values : combinations) groups.add(new GroupKey(key, rule.groupBy(), values));
    }

    /** What the group keeps of the event; null if the event does not concern it. */
    @Nullable
    Observation observe(EventFields event, GroupKey group) {
        if (chain != null) return chain.observe(event, group.shares().values());
        int bits = 0;
        var values = new LinkedHashSet<String>();
        for (int i = 0; i < refs.size(); i++) {
            if (!refs.get(i).concerns(event, group.shares().values())) continue;
            bits |= 1 << i;
            values.addAll(refs.get(i).counted(event));
        }
        if (until.stream().anyMatch(ref -> ref.concerns(event, group.shares().values()))) bits |= Observation.UNTIL;
        if (bits == 0) return null;
        return new Observation(
                Ref.shortened(event.id()),
                event.at().toEpochMilli(),
                bits,
                values.stream().limit(MAX_VALUES).toList());
    }
}
