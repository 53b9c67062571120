package dev.mandate.authz.engine.delegations;

import dev.mandate.events.identity.Constraint;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Judges one {@link Constraint}. What it can't judge breaks it. */
final class Limit {
    /**
     * Without what some mail software takes for a second address: routes ({@code % !}), quotes, encoded words ({@code =?…?=}) and
     * comments.
     */
    private static final Pattern ONE_ADDRESS =
            Pattern.compile("[\\p{L}\\p{M}\\p{N}._+'&=/#$*^`{|}~-]+@([0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)");

    private static final Pattern CLIMBS = Pattern.compile("(?i)(^|[/\\\\])(\\.|%2e){2}($|[/\\\\?#;])|%2f|%5c|\\x00");

    /** RFC 5321 allows 254; a pattern with repeated groups must not meet a text without end. */
    private static final int LONGEST_ADDRESS = 320;

    /** What readers of URLs leave out before they look for dots. */
    private static final Pattern LEFT_OUT = Pattern.compile("[\\t\\r\\n]");

    /** A prefix that ends within the name of a host. */
    private static final Pattern UP_TO_HOST = Pattern.compile("(?i)[a-z][a-z0-9+.-]*://[^/?#\\\\]+");

    private Limit() {}

    static boolean holds(Constraint constraint, Map<String, Object> arguments) {
        var path = constraint.argument();
        if (!arguments.containsKey(path)) return all(constraint, within(path, arguments));
        // Which of the two a tool reads is not known here, so both must hold.
        var first = path.split("\\.", 2)[0];
        var alone = first.equals(path) || !arguments.containsKey(first);
        return all(constraint, arguments.get(path)) && (alone || all(constraint, within(path, arguments)));
    }

    private static boolean all(Constraint constraint, @Nullable Object value) {
        if (value instanceof List<?> list) return list.stream().allMatch(element -> one(constraint, element));
        return one(constraint, value);
    }

    private static @Nullable Object within(String path, Map<?, ?> arguments) {
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

    /** A path that climbs out again only looks as if it started there, and so does a longer host. */
    private static boolean startsWith(String text, List<String> prefixes) {
        if (CLIMBS.matcher(LEFT_OUT.matcher(text).replaceAll("")).find()) return false;
        return prefixes.stream().anyMatch(prefix -> text.startsWith(prefix) && endsAHost(text, prefix));
    }

    private static boolean endsAHost(String text, String prefix) {
        return !UP_TO_HOST.matcher(prefix).matches()
                || text.length() == prefix.length()
                || "/?#".indexOf(text.charAt(prefix.length())) >= 0;
    }

    private static boolean domainIn(String text, List<String> domains) {
        var plain = text.strip();
        if (plain.length() > LONGEST_ADDRESS) return false;
        var address = ONE_ADDRESS.matcher(plain);
        if (!address.matches()) return false;
        var domain = address.group(1).toLowerCase(Locale.ROOT);
        return domains.stream()
                .map(allowed -> allowed.toLowerCase(Locale.ROOT))
                .anyMatch(allowed -> domain.equals(allowed) || domain.endsWith("." + allowed));
    }
}
