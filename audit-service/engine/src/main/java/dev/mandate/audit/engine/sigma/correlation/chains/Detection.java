package dev.mandate.audit.engine.sigma.correlation.chains;

import dev.mandate.audit.engine.sigma.correlation.types.EventFields;
import dev.mandate.audit.engine.sigma.correlation.types.EventTest;
import dev.mandate.audit.engine.sigma.correlation.types.Observation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A detection rule in a chain: what a group keeps is the events that pass it.
 *
 * @param number of the bit that it sets in observations
 * @param groupBy the fields of its events that carry the values of the outermost group
 * @param required fields without which an event belongs to no group of an inner correlation
 * @param kept whose values are kept
 * @param cancels what passes takes back, here or on a level below
 */
record Detection(
        int number, EventTest test, List<String> groupBy, List<String> required, List<Kept> kept, boolean cancels) {
    private static final int MAX_GROUPS = 16;

    /**
     * @param number of the field, see {@link KeptFields}
     * @param field its name in the events of this detection
     */
    record Kept(int number, String field) {}

    Detection {
        groupBy = List.copyOf(groupBy);
        required = List.copyOf(required);
        kept = List.copyOf(kept);
    }

    /** Whether it is an event of the group with these values. */
    boolean concerns(EventFields event, List<String> group) {
        if (!JudgedEvent.passes(test, event)) return false;
        for (int i = 0; i < group.size(); i++) if (!has(event, groupBy.get(i), group.get(i))) return false;
        for (var field : required) if (event.values(field).isEmpty()) return false;
        return true;
    }

    private static boolean has(EventFields event, String field, String wanted) {
        for (Object value : event.values(field))
            if (Observation.shortened(value).equals(wanted)) return true;
        return false;
    }

    /** Adds the values of each group that the event belongs to, up to a bound. */
    void addGroups(EventFields event, Collection<List<String>> groups) {
        if (!JudgedEvent.passes(test, event)) return;
        List<List<String>> combinations = List.of(List.of());
        for (var field : groupBy) {
            var longer = new ArrayList<List<String>>();
            for (var combination : combinations)
                for (Object value : event.values(field)) {
                    if (longer.size() == MAX_GROUPS) break;
                    var values = new ArrayList<>(combination);
                    values.add(Observation.shortened(value));
                    longer.add(values);
                }
            combinations = longer;
        }
        groups.addAll(combinations);
    }
}
