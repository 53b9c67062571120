package dev.mandate.audit.engine.sigma.correlation.types;

import java.math.BigDecimal;
import java.util.List;

/** {@code value_sum}: what the numbers in a field add up to, exactly, so that it does not matter in which order they came and went. */
final class ValueSum extends MeasuredNumbers {
    private BigDecimal sum = BigDecimal.ZERO;

    ValueSum(Correlation correlation, List<Observation> events) {
        super(correlation, events);
    }

    @Override
    void enter(BigDecimal number) {
        sum = sum.add(number);
    }

    @Override
    void leave(BigDecimal number) {
        sum = sum.subtract(number);
    }

    @Override
    double measured() {
        return sum.doubleValue();
    }
}
