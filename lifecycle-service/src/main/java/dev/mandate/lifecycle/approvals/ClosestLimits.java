package dev.mandate.lifecycle.approvals;

import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.events.identity.Constraint;
import dev.mandate.events.identity.Constraint.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * For each argument of a call, the limit that lets through this value and nothing else: just these texts, or this number, which may be what something is called by. Of what a person can't read at a glance, secrets, and what
 * no limit can hold, there is none.
 */
final class ClosestLimits {
    private static final int MOST = 20;
    private static final int MOST_VALUES = 20;
    private static final int LONGEST = 320;
    private static final int LONGEST_NAME = 80;

    private ClosestLimits() {}

    static List<Constraint> of(Map<String, Object> arguments) {
        var limits = new ArrayList<Constraint>();
        arguments.keySet().stream()
                .sorted()
                .filter(ClosestLimits::isNamed)
                .forEach(name -> limit(name, arguments.get(name)).ifPresent(limits::add));
        return List.copyOf(limits.subList(0, Math.min(MOST, limits.size())));
    }

    /** A dot would lead into an object. */
    private static boolean isNamed(String name) {
        return name.length() <= LONGEST_NAME
                && name.indexOf('.') < 0
                && PlainText.is(name)
                && !name.isBlank()
                && !ShownCall.isSecret(name);
    }

    private static Optional<Constraint> limit(String name, @Nullable Object value) {
        if (value instanceof String text)
            return isShort(text) ? Optional.of(new Constraint(name, Operator.ONE_OF, List.of(text))) : Optional.empty();
        if (value instanceof List<?> list) return ofAll(name, list);
        if (!(value instanceof Integer) && !(value instanceof Long)) return Optional.empty();
        var number = value.toString();
        return Optional.of(new Constraint(name, Operator.BETWEEN, List.of(number, number)));
    }

    private static Optional<Constraint> ofAll(String name, List<?> list) {
        var texts = list.stream()
                .filter(each -> each instanceof String text && isShort(text))
                .map(String.class::cast)
                .distinct()
                .toList();
        var all = !list.isEmpty()
                && list.size() <= MOST_VALUES
                && list.stream().allMatch(each -> each instanceof String text && isShort(text));
        return all ? Optional.of(new Constraint(name, Operator.ONE_OF, texts)) : Optional.empty();
    }

    private static boolean isShort(String text) {
        return !text.isBlank() && text.length() <= LONGEST && PlainText.is(text);
    }
}
