package dev.mandate.authz.engine.delegations;

import dev.mandate.arguments.places.Directory;
import dev.mandate.arguments.places.WebPlace;
import dev.mandate.events.identity.Constraint;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Judges the {@link Constraint}s of one delegation on one call. What it can't judge breaks it. */
final class Limits {
    /**
     * Characters that are compared at most, each value of a limit counted as one for each text that it is compared with: whoever
     * delegates chooses limits, and whoever asks chooses arguments, so that the product of both would be theirs.
     */
    private static final int MOST_COMPARED = 256 * 1024;

    /**
     * Without what some mail software takes for a second address: routes ({@code % !}), quotes, encoded words ({@code =?…?=}) and
     * comments.
     */
    private static final Pattern ONE_ADDRESS =
            Pattern.compile("[\\p{L}\\p{M}\\p{N}._+'&=/#$*^`{|}~-]+@([0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)");

    /** RFC 5321 allows 254; a pattern with repeated groups must not meet a text without end. */
    private static final int LONGEST_ADDRESS = 320;

    /** How often the tool was called in the session before. */
    private final int called;

    private int compared;

    Limits(int called) {
        this.called = called;
    }

    boolean holds(Constraint constraint, Map<String, Object> arguments) {
        if (constraint.operator() == Constraint.Operator.CALLS)
            return new BigDecimal(constraint.values().get(0)).compareTo(BigDecimal.valueOf(called)) > 0;
        var path = constraint.argument();
        if (constraint.holdsWithout() && isAbsent(path, arguments)) return true;
        if (!arguments.containsKey(path)) return all(constraint, within(path, arguments));
        // Which of the two a tool reads is not known here, so both must hold.
        var first = path.split("\\.", 2)[0];
        var alone = first.equals(path) || !arguments.containsKey(first);
        return all(constraint, arguments.get(path)) && (alone || all(constraint, within(path, arguments)));
    }

    /** By each reading of its name. What leads into something else than an object may be there for who reads it otherwise. */
    private static boolean isAbsent(String path, Map<?, ?> object) {
        if (object.containsKey(path)) return false;
        for (var dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
            var first = path.substring(0, dot);
            if (!object.containsKey(first)) continue;
            if (!(object.get(first) instanceof Map<?, ?> inner) || !isAbsent(path.substring(dot + 1), inner))
                return false;
        }
        return true;
    }

    private boolean all(Constraint constraint, @Nullable Object value) {
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

    private boolean one(Constraint constraint, @Nullable Object value) {
        var values = constraint.values();
        compared += values.size() + (value instanceof String text ? text.length() : 1);
        if (compared > MOST_COMPARED) return false;
        return switch (constraint.operator()) {
            case AT_MOST -> value instanceof Number number && between(BigDecimal.ZERO, number, values.get(0));
            case AT_LEAST -> value instanceof Number && number(value).compareTo(new BigDecimal(values.get(0))) >= 0;
            case BETWEEN ->
                value instanceof Number number && between(new BigDecimal(values.get(0)), number, values.get(1));
            case ONE_OF -> value instanceof String && values.contains(value);
            case STARTS_WITH -> value instanceof String text && startsWith(text, values);
            case PATH_UNDER -> value instanceof String text && values.stream().anyMatch(path -> pathUnder(path, text));
            case URL_UNDER -> value instanceof String text && values.stream().anyMatch(url -> urlUnder(url, text));
            case DOMAIN_IN -> value instanceof String text && domainIn(text, values);
            case CALLS -> false;
        };
    }

    private static BigDecimal number(Object value) {
        return new BigDecimal(value.toString());
    }

    private static boolean between(BigDecimal lowest, Number value, String highest) {
        var number = number(value);
        return number.compareTo(lowest) >= 0 && number.compareTo(new BigDecimal(highest)) <= 0;
    }

    /**
     * Nobody makes such a limit on paths and URLs any more; where one is left, or an embedder brings it, it is judged as the one that
     * was meant. Of a text that may be a path though the limit isn't, nothing may climb out again.
     */
    private static boolean startsWith(String text, List<String> prefixes) {
        return prefixes.stream().anyMatch(prefix -> {
            if (WebPlace.mayBeMeant(prefix)) return urlUnder(prefix, text);
            if (Directory.mayBeMeant(prefix)) return pathUnder(prefix, text);
            return text.startsWith(prefix) && (!Directory.mayBeMeant(text) || Directory.isSure(text));
        });
    }

    private static boolean pathUnder(String directory, String text) {
        return Directory.parse(directory).filter(it -> it.holds(text)).isPresent();
    }

    private static boolean urlUnder(String url, String text) {
        return WebPlace.parse(url).filter(it -> it.holds(text)).isPresent();
    }

    private static boolean domainIn(String text, List<String> domains) {
        var plain = text.strip();
        if (plain.length() > LONGEST_ADDRESS) return false;
        var address = ONE_ADDRESS.matcher(plain);
        if (!address.matches()) return false;
        var domain = address.group(1);
        return domains.stream().anyMatch(allowed -> isWithin(domain, allowed));
    }

    /** @see <a href="https://www.rfc-editor.org/rfc/rfc4343#section-3">RFC 4343: only letters of ASCII have two cases</a> */
    private static boolean isWithin(String domain, String allowed) {
        var start = domain.length() - allowed.length();
        if (start < 0 || start > 0 && domain.charAt(start - 1) != '.') return false;
        for (var at = 0; at < allowed.length(); at++)
            if (lower(domain.charAt(start + at)) != lower(allowed.charAt(at))) return false;
        return true;
    }

    private static char lower(char letter) {
        return letter >= 'A' && letter <= 'Z' ? (char) (letter + 'a' - 'A') : letter;
    }
}
