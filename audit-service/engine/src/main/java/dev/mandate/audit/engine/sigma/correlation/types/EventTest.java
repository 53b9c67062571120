package dev.mandate.audit.engine.sigma.correlation.types;

import java.util.List;

/** Whether an event is meant; pure, and safe to share. */
@FunctionalInterface
public interface EventTest {
    boolean test(EventFields event);

    static EventTest all(List<EventTest> tests) {
        if (tests.size() == 1) return tests.get(0);
        var parts = tests.toArray(EventTest[]::new);
        return event -> {
            for (var part : parts) if (!part.test(event)) return false;
            return true;
        };
    }

    static EventTest any(List<EventTest> tests) {
        if (tests.size() == 1) return tests.get(0);
        var parts = tests.toArray(EventTest[]::new);
        return event -> {
            for (var part : parts) if (part.test(event)) return true;
            return false;
        };
    }

    default EventTest negated() {
        return event -> !test(event);
    }
}
