package dev.mandate.audit.sigma;

import java.util.List;
import java.util.Set;

/**
 * The {@code condition} of a counting correlation. It is asked after each event, so it has to become true by something
 * happening: a rule for what did not happen would need the end of the timespan.
 */
record Threshold(List<Limit> limits) {
    /** What a state can count: each counted event is kept, to know it again. */
    static final int MAX_COUNT = 1000;

    private static final Set<String> OPERATORS = Set.of("gt", "gte", "lt", "lte", "eq", "neq", "field");

    record Limit(String operator, double value) {
        boolean holds(double actual) {
            return switch (operator) {
                case "gt" -> actual > value;
                case "gte" -> actual >= value;
                case "lt" -> actual < value;
                case "lte" -> actual <= value;
                case "eq" -> actual == value;
                default -> actual != value;
            };
        }
    }

    Threshold {
        limits = List.copyOf(limits);
    }

    static Threshold read(YamlPart part, CorrelationType type) {
        var limits = part.map(OPERATORS).entrySet().stream()
                .filter(entry -> !entry.getKey().equals("field"))
                .map(entry -> new Limit(entry.getKey(), limit(entry.getValue(), type)))
                .toList();
        if (limits.stream().noneMatch(limit -> Set.of("gt", "gte", "eq").contains(limit.operator())))
            throw part.refuse("a condition needs gt, gte or eq; what did not happen is not noticed by events");
        var threshold = new Threshold(limits);
        if (threshold.holds(0)) throw part.refuse("this condition holds for zero already; raise it");
        return threshold;
    }

    private static double limit(YamlPart part, CorrelationType type) {
        double limit = part.number().doubleValue();
        if (type != CorrelationType.VALUE_SUM && limit > MAX_COUNT)
            throw part.refuse("counts go up to " + MAX_COUNT + "; lower it or shorten the timespan");
        return limit;
    }

    boolean holds(double actual) {
        return limits.stream().allMatch(limit -> limit.holds(actual));
    }

    int highest() {
        return (int) Math.min(
                MAX_COUNT, limits.stream().mapToDouble(Limit::value).max().orElse(0));
    }
}
