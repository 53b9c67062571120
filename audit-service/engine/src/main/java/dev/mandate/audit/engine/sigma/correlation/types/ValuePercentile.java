package dev.mandate.audit.engine.sigma.correlation.types;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * {@code value_percentile}: the smallest number in a field that so many percent of all don't exceed (the nearest rank, so that it is one of
 * them); of none there is none.
 */
final class ValuePercentile extends MeasuredNumbers {
    private final int percentile;
    /** In order, so that a rank is a place. */
    private final List<BigDecimal> numbers = new ArrayList<>();

    ValuePercentile(Correlation correlation, List<Observation> events) {
        super(correlation, events);
        var condition = correlation.condition();
        this.percentile = condition == null ? 0 : condition.percentile();
    }

    @Override
    void enter(BigDecimal number) {
        int place = Collections.binarySearch(numbers, number);
        numbers.add(place < 0 ? -place - 1 : place, number);
    }

    @Override
    void leave(BigDecimal number) {
        int place = Collections.binarySearch(numbers, number);
        if (place >= 0) numbers.remove(place);
    }

    @Override
    double measured() {
        if (numbers.isEmpty()) return Double.NaN;
        int rank = (numbers.size() * percentile + 99) / 100;
        return numbers.get(rank - 1).doubleValue();
    }
}
