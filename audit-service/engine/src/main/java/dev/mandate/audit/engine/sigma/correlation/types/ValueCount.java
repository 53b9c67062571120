package dev.mandate.audit.engine.sigma.correlation.types;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code value_count}: how many different values a field had. */
final class ValueCount extends Measured {
    private final Map<String, Integer> times = new HashMap<>();

    ValueCount(Correlation correlation, List<Observation> events) {
        super(correlation, events);
    }

    @Override
    void enter(Observation event) {
        for (var value : event.values()) times.merge(value, 1, Integer::sum);
    }

    @Override
    void leave(Observation event) {
        for (var value : event.values()) times.computeIfPresent(value, (same, left) -> left > 1 ? left - 1 : null);
    }

    @Override
    double measured() {
        return times.size();
    }
}
