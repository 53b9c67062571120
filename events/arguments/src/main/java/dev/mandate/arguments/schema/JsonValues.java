package dev.mandate.arguments.schema;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** JSON as Java values: maps, lists, strings, numbers, booleans and null, compared as JSON Schema compares them. */
final class JsonValues {
    private JsonValues() {}

    /** Null for what is no number of JSON, such as NaN. */
    static @Nullable BigDecimal number(@Nullable Object value) {
        if (value instanceof BigDecimal decimal) return decimal;
        if (value instanceof Integer || value instanceof Long || value instanceof Short || value instanceof Byte)
            return BigDecimal.valueOf(((Number) value).longValue());
        if (value instanceof BigInteger whole) return new BigDecimal(whole);
        if (!(value instanceof Number number) || !Double.isFinite(number.doubleValue())) return null;
        return new BigDecimal(number.toString());
    }

    /** 1.0 is one. */
    static boolean isInteger(@Nullable Object value) {
        if (value instanceof Integer || value instanceof Long || value instanceof BigInteger) return true;
        var number = number(value);
        return number != null
                && (number.signum() == 0 || number.stripTrailingZeros().scale() <= 0);
    }

    /**
     * The same text for equal values and for no others: to look them up in tables whose cost doesn't depend on who chose what is in
     * them.
     */
    static String canonical(@Nullable Object value) {
        var text = new StringBuilder();
        write(value, text);
        return text.toString();
    }

    private static void write(@Nullable Object value, StringBuilder to) {
        if (value instanceof String text) quoted(text, to);
        else if (value instanceof Map<?, ?> object) {
            var sorted = new TreeMap<String, @Nullable Object>();
            object.forEach((name, member) -> sorted.put(String.valueOf(name), member));
            to.append('{');
            sorted.forEach((name, member) -> {
                quoted(name, to);
                write(member, to);
            });
            to.append('}');
        } else if (value instanceof List<?> list) {
            to.append('[');
            for (var element : list) {
                write(element, to);
                to.append(',');
            }
            to.append(']');
        } else {
            var number = number(value);
            if (number == null) to.append(value);
            else
                to.append(
                        number.signum() == 0 ? "0" : number.stripTrailingZeros().toString());
        }
    }

    /** Its length before it, so that no text can pretend to end. */
    private static void quoted(String text, StringBuilder to) {
        to.append(text.length()).append('"').append(text);
    }
}
