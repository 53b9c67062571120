package dev.mandate.audit.engine.groups;

import dev.mandate.audit.engine.bounds.Bounds;
import dev.mandate.audit.engine.bounds.Room;
import dev.mandate.audit.engine.calls.RiskEvent;
import dev.mandate.audit.engine.sigma.correlation.chains.GroupKey;
import dev.mandate.audit.engine.sigma.correlation.chains.GroupValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * An event and what it may advance of one group.
 *
 * @param rules that the group's values are asked for, each as it is deployed, see {@link GroupKey#rule()}
 */
public record GroupEvent(GroupValues group, List<String> rules, RiskEvent event) {
    /** One for all rules that group by the same fields: they go the same way and are kept together. */
    public static List<GroupEvent> of(List<GroupKey> groups, RiskEvent event) {
        var rules = new LinkedHashMap<GroupValues, List<String>>();
        for (var group : groups)
            rules.computeIfAbsent(group.shares(), any -> new ArrayList<>()).add(group.rule());
        var all = new ArrayList<GroupEvent>(rules.size());
        for (var of : rules.entrySet())
            for (var some : within(of.getValue())) all.add(new GroupEvent(of.getKey(), some, event));
        return all;
    }

    /** More rules than one record can name are told one after the other. */
    private static List<List<String>> within(List<String> rules) {
        if (!rules.isEmpty() && Room.most(rules) <= Bounds.EVENT_RULES) return List.of(rules);
        var all = new ArrayList<List<String>>();
        var room = new Room(0);
        for (var rule : rules) {
            if (!room.takes(rule)) {
                room = new Room(Bounds.EVENT_RULES);
                all.add(new ArrayList<>());
                room.takes(rule);
            }
            all.get(all.size() - 1).add(rule);
        }
        return all;
    }

    /** Nobody's forged events may complete, cancel or use up a sequence of attested ones: their groups are others. */
    public GroupEvent setApart() {
        return new GroupEvent(group.setApart(), rules, event);
    }
}
