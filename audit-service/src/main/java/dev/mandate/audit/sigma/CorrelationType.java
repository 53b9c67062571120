package dev.mandate.audit.sigma;

import java.util.Locale;

/** When events of one group belong together. */
enum CorrelationType {
    /** Not a correlation: each event of a detection rule that stands alone. */
    SINGLE,
    /** Every rule matched, in any order. */
    TEMPORAL,
    /** Every rule matched, by different events, in the order in which the rules are written. */
    TEMPORAL_ORDERED,
    EVENT_COUNT,
    VALUE_COUNT,
    VALUE_SUM;

    boolean counts() {
        return this == EVENT_COUNT || readsField();
    }

    boolean readsField() {
        return this == VALUE_COUNT || this == VALUE_SUM;
    }

    /** As rules write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    static CorrelationType read(YamlPart part) {
        var text = part.text();
        for (var type : values()) if (type != SINGLE && type.toString().equals(text)) return type;
        throw part.refuse("type '" + text + "' is not known; known are temporal, temporal_ordered, event_count,"
                + " value_count and value_sum");
    }
}
