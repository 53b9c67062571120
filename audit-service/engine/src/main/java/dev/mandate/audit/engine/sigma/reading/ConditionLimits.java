package dev.mandate.audit.engine.sigma.reading;

import dev.mandate.audit.engine.sigma.correlation.types.Condition;
import dev.mandate.audit.engine.sigma.correlation.types.Condition.Limit;
import dev.mandate.audit.engine.sigma.correlation.types.Condition.Operator;
import dev.mandate.audit.engine.sigma.correlation.types.CorrelationType;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads the {@code condition} of a correlation. */
final class ConditionLimits {
    private static final Map<String, Operator> OPERATORS = Arrays.stream(Operator.values())
            .collect(Collectors.toMap(operator -> operator.name().toLowerCase(Locale.ROOT), Function.identity()));
    /** What a condition has beside its limits. */
    private static final Set<String> BESIDE = Set.of("field", "percentile");

    private static final Set<Operator> REACHED = EnumSet.of(Operator.GT, Operator.GTE, Operator.EQ);

    private ConditionLimits() {}

    /**
     * @param rules how many the correlation names
     * @return null where it says no more than the type does: all of the rules have to be matched
     */
    static @Nullable Condition read(YamlPart part, CorrelationType type, int rules) {
        var keys = new HashSet<>(OPERATORS.keySet());
        keys.addAll(BESIDE);
        var limits = part.map(keys).entrySet().stream()
                .filter(entry -> !BESIDE.contains(entry.getKey()))
                .map(entry -> limit(entry.getKey(), entry.getValue(), type))
                .toList();
        if (limits.isEmpty()) throw part.refuse("add what it has to come to, such as gte: 5");
        var condition = new Condition(limits, percentile(part, part.map().get("percentile"), type));
        if (type.needsNumbers()) return condition;
        if (limits.stream().noneMatch(limit -> REACHED.contains(limit.operator())))
            throw part.refuse("a condition needs gt, gte or eq; what did not happen is not noticed by events");
        if (condition.holds(0)) throw part.refuse("this condition holds for zero already; raise it");
        return type.countsRules() ? ofRules(condition, part, type, rules) : condition;
    }

    private static @Nullable Condition ofRules(Condition condition, YamlPart part, CorrelationType type, int rules) {
        if (IntStream.rangeClosed(1, rules).noneMatch(condition::holds))
            throw part.refuse("the correlation names " + rules + " rules, and so many of them are never matched");
        if (IntStream.range(1, rules).noneMatch(condition::holds)) return null;
        if (type == CorrelationType.TEMPORAL_ORDERED)
            throw part.refuse("a sequence is made by all of its rules, gte: " + rules
                    + "; leave out those that it does without, or write temporal, where fewer are enough");
        return condition;
    }

    private static int percentile(YamlPart condition, @Nullable YamlPart part, CorrelationType type) {
        if (type != CorrelationType.VALUE_PERCENTILE) {
            if (part != null) throw part.refuse("'percentile' is of value_percentile; leave it out");
            return 0;
        }
        if (part == null)
            throw condition.refuse(
                    "add 'percentile:', from 1 to 100, whose value the limits are held against: 50 is the median");
        var number = part.number();
        if (number.stripTrailingZeros().scale() > 0
                || number.signum() <= 0
                || number.compareTo(BigDecimal.valueOf(100)) > 0)
            throw part.refuse("'percentile' is a whole number from 1 to 100");
        return number.intValue();
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
