package dev.mandate.audit.sigma;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A rule and the values that its events share: the unit that has a state and a time of its own.
 *
 * @param rule as it is deployed, see {@link Deployment#key()}
 * @param fields the rule's {@code group-by}, in its order
 * @param values one for each of the fields
 * @param apart a group of its own beside that of the same values, for events that may not touch it
 */
public record GroupKey(String rule, List<String> fields, List<String> values, boolean apart) {
    private static final char APART = '?';

    public GroupKey {
        fields = List.copyOf(fields);
        values = List.copyOf(values);
        if (fields.size() != values.size()) throw new IllegalArgumentException("each group-by field has one value");
    }

    public GroupKey(String rule, List<String> fields, List<String> values) {
        this(rule, fields, values, false);
    }

    /** What other rules that group by the same fields share with it. */
    public GroupValues shares() {
        return new GroupValues(fields, values, apart);
    }

    /** The same text for the same rule and values, and never for others: a key for stores and topics. */
    public String encoded() {
        var text = new StringBuilder();
        append(text, rule);
        values.forEach(value -> append(text, value));
        if (apart) text.append(APART);
        return text.toString();
    }

    /** Names and values of what the group's events share. */
    public Map<String, String> shared() {
        var shared = new LinkedHashMap<String, String>();
        for (int i = 0; i < fields.size(); i++) shared.put(fields.get(i), values.get(i));
        return shared;
    }

    // Length first: no value can imitate the border between two values.
    static void append(StringBuilder text, String part) {
        text.append(part.length()).append(':').append(part);
    }
}
