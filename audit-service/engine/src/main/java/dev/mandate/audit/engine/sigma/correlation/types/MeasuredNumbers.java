package dev.mandate.audit.engine.sigma.correlation.types;

import java.math.BigDecimal;
import java.util.List;

/** The types that measure the numbers in a field; what is no number is not measured. */
abstract class MeasuredNumbers extends Measured {
    MeasuredNumbers(Correlation correlation, List<Observation> events) {
        super(correlation, events);
    }

    abstract void enter(BigDecimal number);

    abstract void leave(BigDecimal number);

    @Override
    final void enter(Observation event) {
        Numbers.in(event.values()).forEach(this::enter);
    }

    @Override
    final void leave(Observation event) {
        Numbers.in(event.values()).forEach(this::leave);
    }
}
