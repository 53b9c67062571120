package dev.mandate.audit.engine.sigma.reading;

import dev.mandate.audit.engine.sigma.correlation.types.EventTest;

/** Whether one value of a field is meant. */
@FunctionalInterface
interface ValueTest {
    boolean test(Object value);

    /** Whether any value of any field is meant. */
    default EventTest anywhere() {
        return event -> {
            for (var values : event.everything())
                for (Object value : values) if (value != null && test(value)) return true;
            return false;
        };
    }

    /** Whether any value of the field is meant: a field with several values matches when one of them does. */
    default EventTest in(String field) {
        return event -> {
            for (Object value : event.values(field)) if (value != null && test(value)) return true;
            return false;
        };
    }
}
