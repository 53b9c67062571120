package dev.mandate.audit.engine.sigma.correlation.types;

import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;

/** The correlation types of the specification; what each of them means is said by its {@link Window} alone. */
public enum CorrelationType {
    /** Not a correlation: each event of a detection rule that stands alone. */
    SINGLE(SingleEvent::new, Condition.NONE),
    TEMPORAL(Temporal::new, Condition.RULES),
    TEMPORAL_ORDERED(TemporalOrdered::new, Condition.RULES),
    EVENT_COUNT(EventCount::new, Condition.COUNT),
    VALUE_COUNT(ValueCount::new, Condition.COUNT),
    VALUE_SUM(ValueSum::new, Condition.MEASURE),
    VALUE_AVG(ValueAverage::new, Condition.STATISTIC),
    VALUE_PERCENTILE(ValuePercentile::new, Condition.STATISTIC);

    /** What a {@code condition} says. */
    private enum Condition {
        NONE,
        /** How many of its rules have to be matched; all where nothing is said. */
        RULES,
        /** How often something has to happen: so many events have to be kept. */
        COUNT,
        /** What numbers have to come to, which one event can reach and another undo. */
        MEASURE,
        /** The same of what is something only where there are numbers: low is not nothing. */
        STATISTIC
    }

    private final BiFunction<Correlation, List<Observation>, Window> window;
    private final Condition condition;

    CorrelationType(BiFunction<Correlation, List<Observation>, Window> window, Condition condition) {
        this.window = window;
        this.condition = condition;
    }

    Window window(Correlation correlation, List<Observation> events) {
        return window.apply(correlation, events);
    }

    public boolean needsCondition() {
        return condition != Condition.NONE && !countsRules();
    }

    public boolean countsRules() {
        return condition == Condition.RULES;
    }

    public boolean counts() {
        return condition == Condition.COUNT;
    }

    public boolean measures() {
        return condition == Condition.MEASURE || condition == Condition.STATISTIC;
    }

    /** Whether its condition can be true of few or low numbers, since it is of none where there are none. */
    public boolean needsNumbers() {
        return condition == Condition.STATISTIC;
    }

    /** Whether its condition names a field. */
    public boolean readsField() {
        return needsCondition() && this != EVENT_COUNT;
    }

    /** As rules write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
