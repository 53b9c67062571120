package dev.mandate.identity.uses;

import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a task used one of its tools.
 *
 * @param calls that were let through
 * @param most the highest number of each argument that is one, of the first six
 * @param at where its calls went: hosts, and what stands behind the {@code @} of addresses, never whose they are
 * @param more whether they went to others too, which aren't kept
 */
public record ToolUse(int calls, Map<String, BigDecimal> most, List<String> at, boolean more) {
    public static final ToolUse NONE = new ToolUse(0, Map.of(), List.of(), false);
    private static final int KEPT = 6;

    public ToolUse {
        most = most == null ? Map.of() : Map.copyOf(most);
        at = at == null ? List.of() : List.copyOf(at);
    }

    ToolUse and(CalledTool call) {
        return and(new ToolUse(1, call.numbers(), List.copyOf(call.at()), false));
    }

    /** Of both. */
    public ToolUse and(ToolUse other) {
        var numbers = new TreeMap<>(most);
        for (var number : new TreeMap<>(other.most).entrySet())
            if (numbers.size() < KEPT || numbers.containsKey(number.getKey()))
                numbers.merge(number.getKey(), number.getValue(), BigDecimal::max);
        var beyond = more || other.more;
        var places = new LinkedHashSet<>(at);
        for (var place : other.at) {
            if (places.size() == KEPT && !places.contains(place)) beyond = true;
            else places.add(place);
        }
        return new ToolUse(calls + other.calls, numbers, List.copyOf(places), beyond);
    }
}
