package dev.mandate.identity.uses;

import dev.mandate.arguments.places.Destinations;
import dev.mandate.events.authz.DecisionEvent.Decided;
import java.math.BigDecimal;
import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A call of a tool in a task, with what a limit would say of it: numbers, and where it went.
 *
 * @param offset of its record, in the partition of its session
 */
record CalledTool(String session, String tool, long offset, Map<String, BigDecimal> numbers, Set<String> at) {
    private static final int MOST_ARGUMENTS = 40;
    private static final int MOST_OF_A_LIST = 20;
    private static final int LONGEST = 500;
    private static final BigDecimal BEYOND = new BigDecimal("1e15");
    private static final int MOST_PLACES = 6;
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_.-]{1,60}");
    private static final Pattern HOST = Pattern.compile("[0-9A-Za-z.-]{1,100}");

    CalledTool {
        numbers = Map.copyOf(numbers);
        at = Set.copyOf(at);
    }

    /** Empty for what isn't a call of a tool in a task that was let through. */
    static Optional<CalledTool> of(Decided decided, long offset) {
        var session = decided.session();
        return session == null
                ? Optional.empty()
                : Use.of(decided).map(use -> of(session.value(), use.tool(), offset, arguments(decided)));
    }

    private static Map<String, Object> arguments(Decided decided) {
        return decided.arguments() == null ? Map.of() : decided.arguments();
    }

    private static CalledTool of(String session, String tool, long offset, Map<String, Object> arguments) {
        var numbers = new HashMap<String, BigDecimal>();
        var at = new LinkedHashSet<String>();
        arguments.entrySet().stream().limit(MOST_ARGUMENTS).forEach(argument -> {
            var name = argument.getKey();
            if (!NAME.matcher(name).matches()) return;
            if (argument.getValue() instanceof Number number) number(number).ifPresent(it -> numbers.put(name, it));
            else if (Destinations.isNamed(name)) places(argument.getValue(), at);
        });
        return new CalledTool(session, tool, offset, numbers, at);
    }

    private static Optional<BigDecimal> number(Number number) {
        try {
            var exact = new BigDecimal(number.toString()).stripTrailingZeros();
            return exact.abs().compareTo(BEYOND) < 0 && exact.scale() <= MOST_PLACES
                    ? Optional.of(exact)
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static void places(@Nullable Object value, Set<String> at) {
        if (value instanceof List<?> list)
            list.stream().limit(MOST_OF_A_LIST).forEach(each -> place(each).ifPresent(at::add));
        else place(value).ifPresent(at::add);
    }

    /** A host of a URL, or what stands behind the @ of an address. */
    private static Optional<String> place(@Nullable Object value) {
        if (!(value instanceof String text) || text.length() > LONGEST) return Optional.empty();
        var host = text.contains("://") ? host(text) : text.substring(text.lastIndexOf('@') + 1);
        return host != null && !host.equals(text) && HOST.matcher(host).matches()
                ? Optional.of(host.toLowerCase(Locale.ROOT))
                : Optional.empty();
    }

    private static @Nullable String host(String url) {
        try {
            return URI.create(url).getHost();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
