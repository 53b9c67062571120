package dev.mandate.audit.engine.sigma.pipeline;

import dev.mandate.audit.engine.sigma.reading.YamlPart;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * {@code rule_conditions}: which rules a transformation is of, by their log sources.
 *
 * @param any one is enough ({@code rule_cond_op: or})
 * @param negated {@code rule_cond_not}
 */
record LogsourceConditions(List<Logsource> wanted, boolean any, boolean negated) {
    static LogsourceConditions read(Map<String, YamlPart> keys) {
        var conditions = keys.get("rule_conditions");
        var wanted = conditions == null
                ? List.<Logsource>of()
                : conditions.list().stream().map(LogsourceConditions::one).toList();
        return new LogsourceConditions(wanted, operator(keys), Option.isTrue(keys, "rule_cond_not"));
    }

    private static Logsource one(YamlPart part) {
        var keys = part.map(Set.of("type", "category", "product", "service"));
        var type = keys.get("type");
        if (type == null || !type.text().equals("logsource"))
            throw part.refuse("of the conditions on rules 'type: logsource' is known here");
        return Logsource.read(part);
    }

    private static boolean operator(Map<String, YamlPart> keys) {
        var operator = keys.get("rule_cond_op");
        if (operator == null || operator.text().equals("and")) return false;
        if (operator.text().equals("or")) return true;
        throw operator.refuse("rule_cond_op is 'and' or 'or'");
    }

    /** @param sources of a rule its own; of a correlation those of the rules that it names; asked for where they decide */
    boolean hold(Supplier<Collection<Logsource>> sources) {
        if (wanted.isEmpty()) return true;
        return sources.get().stream().anyMatch(this::holds);
    }

    private boolean holds(Logsource source) {
        var holds =
                any ? wanted.stream().anyMatch(source::isOf) : wanted.stream().allMatch(source::isOf);
        return holds != negated;
    }
}
