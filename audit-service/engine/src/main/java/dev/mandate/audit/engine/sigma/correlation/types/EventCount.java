package dev.mandate.audit.engine.sigma.correlation.types;

import java.util.List;

/** {@code event_count}: how many events matched any of the rules. */
final class EventCount extends Measured {
    EventCount(Correlation correlation, List<Observation> events) {
        super(correlation, events);
    }

    @Override
    double measured() {
        return newest - oldest + 1.0;
    }
}
