package dev.mandate.authz.delegations;

import dev.mandate.events.identity.Constraint;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Judges one {@link Constraint}. What it can't judge breaks it. */
final class Limit {
    private static final Pattern ONE_ADDRESS = Pattern.compile("[^\\s,;<>\"()@]+@([0-9A-Za-z.-]+)");
    private static final Pattern CLIMBS = Pattern.compile("(?i)(^|[/\\\\])(\\.|%2e){2}($|[/\\\\?#])|%2f|%5c|\\x00");

    private Limit() {}

    static boolean holds(Constraint constraint, Map<String, Object> arguments) {
        var value = at(constraint.argument(), arguments);
        if (value instanceof List<?> list) return list.stream().allMatch(element -> one(constraint, element));
        return one(constraint, value);
    }

    private static @Nullable Object at(String path, Map<?, ?> arguments) {
        if (arguments.containsKey(path)) return arguments.get(path);
        @Nullable Object value = arguments;
        for (var step : path.split("\\.", -1)) {
            if (!(value instanceof Map<?, ?> object)) return null;
            value = object.get(step);
        }
        return value;
    }

    private static boolean one(Constraint constraint, @Nullable Object value) {
        var values = constraint.values();
        return switch (constraint.operator()) {
            case AT_MOST -> value instanceof Number && number(value).compareTo(new BigDecimal(values.get(0))) <= 0;
            case AT_LEAST -> value instanceof Number && number(value).compareTo(new BigDecimal(values.get(0))) >= 0;
            case ONE_OF -> value instanceof String && values.contains(value);
            case STARTS_WITH -> value instanceof String text && startsWith(text, values);
            case DOMAIN_IN -> value instanceof String text && domainIn(text, values);
        };
    }

    private static BigDecimal number(Object value) {
        return new BigDecimal(value.toString());
    }

    /** A path that climbs out again only looks as if it started there. */
    private static boolean startsWith(String text, List<String> prefixes) {
        return !CLIMBS.matcher(text).find() && prefixes.stream().anyMatch(text::startsWith);
    }

    private static boolean domainIn(String text, List<String> domains) {
        var address = ONE_ADDRESS.matcher(text.strip());
        if (!address.matches()) return false;
        var domain = address.group(1).toLowerCase(Locale.ROOT);
        return domains.stream()
                .map(allowed -> allowed.toLowerCase(Locale.ROOT))
                .anyMatch(allowed -> domain.equals(allowed) || domain.endsWith("." + allowed));
    }
}
