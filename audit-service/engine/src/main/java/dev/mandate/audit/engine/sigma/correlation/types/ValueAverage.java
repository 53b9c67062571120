package dev.mandate.audit.engine.sigma.correlation.types;

import java.math.BigDecimal;
import java.util.List;

/** {@code value_avg}: the mean of the numbers in a field; of none there is none. */
final class ValueAverage extends MeasuredNumbers {
    private BigDecimal sum = BigDecimal.ZERO;
    private int count;

    ValueAverage(Correlation correlation, List<Observation> events) {
        super(correlation, events);
    }

    @Override
    void enter(BigDecimal number) {
        sum = sum.add(number);
        count++;
    }

    @Override
    void leave(BigDecimal number) {
        sum = sum.subtract(number);
        count--;
    }

    @Override
    double measured() {
        return count == 0 ? Double.NaN : sum.doubleValue() / count;
    }
}
