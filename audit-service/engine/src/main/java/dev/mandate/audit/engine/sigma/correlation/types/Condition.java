package dev.mandate.audit.engine.sigma.correlation.types;

import java.util.List;

/**
 * What the number has to come to that a correlation counts or measures. It is asked after each event, so it has to become true by
 * something happening: a rule for what did not happen would need the end of the timespan.
 *
 * @param limits that all have to hold
 * @param percentile which of the values is held against them, from 1 to 100; 0 where no percentile is asked for
 */
public record Condition(List<Limit> limits, int percentile) {
    /** What a group can count: each counted event is kept, to know it again. */
    public static final int MAX_COUNT = 1000;

    public Condition {
        limits = List.copyOf(limits);
    }

    public record Limit(Operator operator, double value) {}

    /** As rules write them, in lower case. */
    public enum Operator {
        GT,
        GTE,
        LT,
        LTE,
        EQ,
        NEQ;

        boolean holds(double actual, double limit) {
            return switch (this) {
                case GT -> actual > limit;
                case GTE -> actual >= limit;
                case LT -> actual < limit;
                case LTE -> actual <= limit;
                case EQ -> actual == limit;
                case NEQ -> actual != limit;
            };
        }
    }

    public boolean holds(double actual) {
        for (var limit : limits) if (!limit.operator().holds(actual, limit.value())) return false;
        return true;
    }

    /** Whether it stays true of more, once it is. */
    boolean staysTrue() {
        return limits.stream().allMatch(limit -> limit.operator() == Operator.GT || limit.operator() == Operator.GTE);
    }

    /** The most that has to be counted for it. */
    public int highest() {
        return (int) Math.min(
                MAX_COUNT, limits.stream().mapToDouble(Limit::value).max().orElse(0));
    }
}
