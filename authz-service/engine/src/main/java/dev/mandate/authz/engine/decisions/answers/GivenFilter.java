package dev.mandate.authz.engine.decisions.answers;

import dev.mandate.authz.engine.cedar.filter.Condition;
import dev.mandate.authz.engine.cedar.filter.Conditions;
import dev.mandate.authz.engine.cedar.filter.UnknownResource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which resources of a type an answer is about.
 *
 * @param condition that holds of each of them that is as declared, and of none that an evaluation would deny
 * @param each what is declared; null where nothing is
 * @param until before which it is used
 * @param leftOut policies that permit more, once something is done for it
 */
public record GivenFilter(Condition condition, @Nullable UnknownResource each, Instant until, List<String> leftOut) {
    public GivenFilter {
        leftOut = List.copyOf(leftOut);
    }

    GivenFilter never() {
        return new GivenFilter(Conditions.NEVER, each, until, List.of());
    }

    public boolean isAlways() {
        return condition.equals(Conditions.ALWAYS);
    }

    public boolean isNever() {
        return condition.equals(Conditions.NEVER);
    }

    /** As JSON; null where it holds of all or of none. */
    public @Nullable Map<String, Object> json() {
        return isAlways() || isNever() ? null : FilterJson.of(condition);
    }

    /** The attributes that each resource as declared has. */
    public List<String> required() {
        if (each == null) return List.of();
        return each.attributes().entrySet().stream()
                .filter(declared -> !declared.getValue().optional())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }
}
