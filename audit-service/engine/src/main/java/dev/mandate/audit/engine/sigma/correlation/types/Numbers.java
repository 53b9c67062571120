package dev.mandate.audit.engine.sigma.correlation.types;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers as events and rules write them, small enough that comparing them costs nothing. */
public final class Numbers {
    // Without an exponent: 1e999999999 is short to write and long to compare.
    private static final Pattern PLAIN = Pattern.compile("[-+]?[0-9]{1,40}(\\.[0-9]{1,40})?");

    private Numbers() {}

    public static @Nullable BigDecimal of(Object value) {
        if (value instanceof Boolean) return null;
        if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            return Double.isFinite(number) ? BigDecimal.valueOf(number) : null;
        }
        if (value instanceof BigDecimal number && Math.abs((long) number.scale()) <= 400 && number.precision() <= 400)
            return number;
        var text = value.toString();
        return text.length() <= 82 && PLAIN.matcher(text).matches() ? new BigDecimal(text) : null;
    }

    /** Those of the values that are numbers. */
    static List<BigDecimal> in(List<String> values) {
        if (values.isEmpty()) return List.of();
        var numbers = new ArrayList<BigDecimal>(values.size());
        for (var value : values) {
            var number = of(value);
            if (number != null) numbers.add(number);
        }
        return numbers;
    }
}
