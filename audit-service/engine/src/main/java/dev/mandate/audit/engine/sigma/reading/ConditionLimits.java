package dev.mandate.audit.engine.sigma.reading;

import dev.mandate.audit.engine.sigma.correlation.Condition;
import dev.mandate.audit.engine.sigma.correlation.Condition.Limit;
import dev.mandate.audit.engine.sigma.correlation.Condition.Operator;
import dev.mandate.audit.engine.sigma.correlation.CorrelationType;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads the {@code condition} of a correlation. */
final class ConditionLimits {
    private static final Map<String, Operator> OPERATORS = Arrays.stream(Operator.values())
            .collect(Collectors.toMap(operator -> operator.name().toLowerCase(Locale.ROOT), Function.identity()));
    private static final Set<Operator> REACHED = EnumSet.of(Operator.GT, Operator.GTE, Operator.EQ);

    private ConditionLimits() {}

    static Condition read(YamlPart part, CorrelationType type) {
        var keys = new java.util.HashSet<>(OPERATORS.keySet());
        keys.add("field");
        var limits = part.map(keys).entrySet().stream()
                .filter(entry -> !entry.getKey().equals("field"))
                .map(entry -> limit(entry.getKey(), entry.getValue(), type))
                .toList();
        if (limits.stream().noneMatch(limit -> REACHED.contains(limit.operator())))
            throw part.refuse("a condition needs gt, gte or eq; what did not happen is not noticed by events");
        var condition = new Condition(limits);
        if (condition.holds(0)) throw part.refuse("this condition holds for zero already; raise it");
        return condition;
    }

    private static Limit limit(String operator, YamlPart part, CorrelationType type) {
        double limit = part.number().doubleValue();
        if (type.counts() && limit > Condition.MAX_COUNT)
            throw part.refuse("counts go up to " + Condition.MAX_COUNT + "; lower it or shorten the timespan");
        var known = OPERATORS.get(operator);
        if (known == null) throw part.refuse("'" + operator + "' is no operator");
        return new Limit(known, limit);
    }
}
