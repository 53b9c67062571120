package dev.mandate.authz.engine.sessions;

import dev.mandate.authz.engine.sessions.SessionTally.SumOf;
import dev.mandate.events.lifecycle.CatalogEntry.Tool;
import dev.mandate.events.lifecycle.ToolLabel;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A tool call as its session counts it.
 *
 * @param labels of the tool
 * @param amounts the arguments that the tool's schema declares as numbers, without their sign, in ten-thousandths
 */
public record CountedCall(String tool, Set<ToolLabel> labels, Map<String, Long> amounts) {
    /** What sums stop at: no limit that makes sense is above it, and two of it can be added. */
    static final long MOST = Long.MAX_VALUE / 4;

    private static final Set<ToolLabel> ALL = EnumSet.allOf(ToolLabel.class);
    private static final BigDecimal MOST_EXACTLY = BigDecimal.valueOf(MOST);

    public CountedCall {
        amounts = Map.copyOf(amounts); // kept for as long as the session
    }

    /** @param registered null if the catalogue doesn't have it any more: it may then have been able to do anything */
    public static CountedCall of(String tool, @Nullable Tool registered, Map<String, Object> arguments) {
        if (registered == null) return new CountedCall(tool, ALL, Map.of());
        return new CountedCall(registered.id(), registered.labels(), amounts(registered, arguments));
    }

    /** It adds to that sum. */
    boolean sums(SumOf of) {
        return labels.contains(of.label()) && amounts.containsKey(of.argument());
    }

    /** Private data or what strangers may have written can be in its answer. */
    boolean reads() {
        return labels.contains(ToolLabel.PRIVATE) || labels.contains(ToolLabel.UNTRUSTED);
    }

    private static Map<String, Long> amounts(Tool tool, Map<String, Object> arguments) {
        Map<String, Long> amounts = Map.of();
        for (var argument : arguments.entrySet()) {
            if (!(argument.getValue() instanceof Number number) || !declared(tool, argument.getKey())) continue;
            if (amounts.isEmpty()) amounts = new HashMap<>();
            amounts.put(argument.getKey(), tenThousandths(number));
        }
        return amounts;
    }

    private static boolean declared(Tool tool, String argument) {
        if (!(tool.argumentsSchema().get("properties") instanceof Map<?, ?> properties)) return false;
        if (!(properties.get(argument) instanceof Map<?, ?> schema)) return false;
        return "integer".equals(schema.get("type")) || "number".equals(schema.get("type"));
    }

    /** A negative number counts as the positive one, so that nothing takes back what was spent. */
    private static long tenThousandths(Number number) {
        if (number instanceof Integer || number instanceof Long) {
            var whole = Math.abs(number.longValue());
            return whole < 0 || whole > MOST / 10_000 ? MOST : whole * 10_000;
        }
        if (number instanceof Double real && !Double.isFinite(real)) return MOST;
        var exact = new BigDecimal(number.toString()).abs();
        // Before any arithmetic: 1e999999999 has few digits until it is written out.
        var digits = (long) exact.precision() - exact.scale();
        if (digits > 18) return MOST;
        if (digits < -4) return exact.signum();
        var moved = exact.movePointRight(4).setScale(0, RoundingMode.UP);
        return moved.compareTo(MOST_EXACTLY) > 0 ? MOST : moved.longValueExact();
    }
}
