package dev.mandate.audit.engine.sigma.correlation.chains;

import java.util.List;

/**
 * What events share by which rules group them: rules that group by the same fields keep their states together.
 *
 * @param fields a {@code group-by}, in its order
 * @param values one for each of the fields
 * @param apart beside the group of the same values, for events that may not touch it
 */
public record GroupValues(List<String> fields, List<String> values, boolean apart) {
    /** The field by which most rules group, alone. */
    public static final List<String> SESSION = List.of("session");

    static final char APART = '?';

    public GroupValues {
        fields = List.copyOf(fields);
        values = List.copyOf(values);
        if (fields.size() != values.size()) throw new IllegalArgumentException("each group-by field has one value");
    }

    public GroupKey of(String rule) {
        return new GroupKey(rule, this);
    }

    public GroupValues setApart() {
        return new GroupValues(fields, values, true);
    }

    /** Whether the group lies within one session, so that the session's own task can advance it. */
    public boolean bySession() {
        return fields.equals(SESSION);
    }

    /** The same text for the same fields and values, and never for others: a key for stores and topics. */
    public String encoded() {
        var text = new StringBuilder();
        if (apart) text.append(APART);
        GroupKey.append(text, String.join(",", fields));
        values.forEach(value -> GroupKey.append(text, value));
        return text.toString();
    }

    /**
     * What the {@link #encoded()} texts of all groups by the same fields begin with, and no other's: those that are set apart are
     * others, so that whoever makes up events takes no room from those that count.
     */
    public static String fieldsOf(String encoded) {
        int from = encoded.charAt(0) == APART ? 1 : 0;
        int border = encoded.indexOf(':');
        return encoded.substring(0, border + 1 + Integer.parseInt(encoded, from, border, 10));
    }
}
