package dev.mandate.audit.risk;

import dev.mandate.audit.sigma.GroupKey;
import dev.mandate.audit.sigma.GroupValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * An event and what it may advance of one group.
 *
 * @param rules that the group's values are asked for, each as it is deployed, see {@link GroupKey#rule()}
 */
record GroupEvent(GroupValues group, List<String> rules, RiskEvent event) {
    /** One for all rules that group by the same fields: they go the same way and are kept together. */
    static List<GroupEvent> of(List<GroupKey> groups, RiskEvent event) {
        var rules = new LinkedHashMap<GroupValues, List<String>>();
        for (var group : groups)
            rules.computeIfAbsent(group.shares(), any -> new ArrayList<>()).add(group.rule());
        return rules.entrySet().stream()
                .map(of -> new GroupEvent(of.getKey(), of.getValue(), event))
                .toList();
    }

    /** Nobody's forged events may complete, cancel or use up a sequence of attested ones: their groups are others. */
    GroupEvent setApart() {
        return new GroupEvent(group.setApart(), rules, event);
    }
}
