package dev.mandate.audit.engine.sigma.correlation;

import java.math.BigDecimal;
import java.util.List;

/** {@code value_avg}: the mean of the numbers in a field; of none there is none. */
final class ValueAverage extends Measured {
    private BigDecimal sum = BigDecimal.ZERO;
    private int count;

    ValueAverage(Correlation correlation, List<Observation> events) {
        super(correlation, events);
    }

    @Override
    void enter(Observation event) {
        for (var number : Numbers.in(event.values())) {
            sum = sum.add(number);
            count++;
        }
    }

    @Override
    void leave(Observation event) {
        for (var number : Numbers.in(event.values())) {
            sum = sum.subtract(number);
            count--;
        }
    }

    @Override
    double measured() {
        return count == 0 ? Double.NaN : sum.doubleValue() / count;
    }
}
