package dev.mandate.audit.engine.sigma.correlation.chains;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A rule and the values that its events share: the unit that has a state and a time of its own.
 *
 * @param rule as it is deployed, see {@code Deployment.key()}
 * @param shares what other rules that group by the same fields share with it
 */
public record GroupKey(String rule, GroupValues shares) {
    public GroupKey(String rule, List<String> fields, List<String> values) {
        this(rule, new GroupValues(fields, values, false));
    }

    /** The same text for the same rule and values, and never for others: a key for stores and topics. */
    public String encoded() {
        var text = new StringBuilder();
        append(text, rule);
        shares.values().forEach(value -> append(text, value));
        if (shares.apart()) text.append(GroupValues.APART);
        return text.toString();
    }

    /** Names and values of what the group's events share. */
    public Map<String, String> shared() {
        var shared = new LinkedHashMap<String, String>();
        for (int i = 0; i < shares.fields().size(); i++)
            shared.put(shares.fields().get(i), shares.values().get(i));
        return shared;
    }

    // Length first: no value can imitate the border between two values.
    static void append(StringBuilder text, String part) {
        text.append(part.length()).append(':').append(part);
    }
}
