package dev.mandate.bench.sequences;

/**
 * A match, whoever found it.
 *
 * @param rule its id
 * @param group the value by which the rule groups
 * @param first id of its first event
 * @param last id of its last event
 */
record Matched(String rule, String group, String first, String last) {
    private static final String BORDER = "\t";

    String text() {
        return String.join(BORDER, rule, group, first, last);
    }

    static Matched of(String text) {
        var parts = text.split(BORDER, -1);
        return new Matched(parts[0], parts[1], parts[2], parts[3]);
    }
}
