package dev.mandate.authz.engine.cedar.filter;

import dev.mandate.authz.engine.cedar.EntityRecord;
import dev.mandate.authz.engine.cedar.LongValue;
import dev.mandate.authz.engine.cedar.SetValue;
import dev.mandate.authz.engine.cedar.StringValue;
import dev.mandate.authz.engine.cedar.Value;
import dev.mandate.authz.engine.cedar.filter.Condition.All;
import dev.mandate.authz.engine.cedar.filter.Condition.Any;
import dev.mandate.authz.engine.cedar.filter.Condition.Constant;
import dev.mandate.authz.engine.cedar.filter.Condition.Not;
import dev.mandate.authz.engine.cedar.filter.Condition.Of;
import dev.mandate.authz.engine.cedar.filter.Condition.Test;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Whether a condition holds of a resource, as somebody would find out who knows nothing but what a condition is. */
public record HoldsOf(UnknownResource declared, EntityRecord resource) {
    public boolean holds(Condition condition) {
        if (condition instanceof Constant constant) return constant.value();
        if (condition instanceof All all) return all.of().stream().allMatch(this::holds);
        if (condition instanceof Any any) return any.of().stream().anyMatch(this::holds);
        if (condition instanceof Not not) return !holds(not.of());
        return holds((Test) condition);
    }

    private boolean holds(Test test) {
        if (test.of() == Of.ID)
            return test.values().contains(new StringValue(resource.uid().id()));
        if (test.of() == Of.PARENT)
            return resource.ancestors().stream()
                    .filter(group -> test.name().equals(declared.parents().get(group.type())))
                    .anyMatch(group -> test.values().contains(new StringValue(group.id())));
        var value = resource.attribute(test.name());
        if (value == null) return false;
        if (test.other() != null) {
            var other = resource.attribute(test.other());
            return other != null && compared(test, value, other);
        }
        return switch (test.operator()) {
            case HAS -> true;
            case IN -> test.values().contains(value);
            case LIKE ->
                Pattern.compile(
                                test.values().stream()
                                        .map(part -> Pattern.quote(((StringValue) part).value()))
                                        .collect(Collectors.joining(".*")),
                                Pattern.DOTALL)
                        .matcher(((StringValue) value).value())
                        .matches();
            case CONTAINS_ANY -> test.values().stream().anyMatch(elements(value)::contains);
            case CONTAINS_ALL -> elements(value).containsAll(test.values());
            case WITHIN -> test.values().containsAll(elements(value));
            default -> compared(test, value, test.values().get(0));
        };
    }

    private static boolean compared(Test test, Value one, Value other) {
        var order = one instanceof LongValue number ? Long.compare(number.value(), ((LongValue) other).value()) : 0;
        return switch (test.operator()) {
            case IN -> one.equals(other);
            case LT -> order < 0;
            case LE -> order <= 0;
            case GT -> order > 0;
            case GE -> order >= 0;
            default -> throw new AssertionError(test);
        };
    }

    private static Set<Value> elements(Value set) {
        return ((SetValue) set).elements();
    }
}
