package dev.mandate.audit.engine.sigma.correlation.chains;

import dev.mandate.audit.engine.sigma.correlation.types.Observation;
import java.util.ArrayList;
import java.util.List;

/**
 * Whose values a group keeps of an event, by number: {@link #COUNTED} is what the outermost correlation counts or measures, which aliases may
 * read from several fields; the others are fields that inner correlations count or group by. Where there are others, each value is
 * kept with a letter before it that says whose it is; else as it is.
 *
 * @param inner names of the others, the first of which is number 1
 */
public record KeptFields(List<String> inner) {
    static final int COUNTED = 0;

    /** Told apart in the logic of rules that name correlations, so that what was kept in another form is not misread. */
    public static final String FORM = "kept fields 2";

    private static final char FIRST = 'a';

    public KeptFields {
        inner = List.copyOf(inner);
    }

    /** The same text for the same value. */
    String kept(int field, String value) {
        return inner.isEmpty() ? value : (char) (FIRST + field) + value;
    }

    /** All that was kept of the field. */
    List<String> of(Observation seen, int field) {
        if (inner.isEmpty()) return seen.values();
        var letter = (char) (FIRST + field);
        if (seen.values().size() == 1 && seen.values().get(0).charAt(0) == letter) return seen.values();
        var values = new ArrayList<String>(4);
        for (var value : seen.values()) if (value.charAt(0) == letter) values.add(value);
        return values;
    }

    /** The value as the event had it. */
    String value(String kept) {
        return inner.isEmpty() ? kept : kept.substring(1);
    }
}
