package dev.mandate.authz.engine.decisions.questions;

import dev.mandate.authz.engine.cedar.BoolValue;
import dev.mandate.authz.engine.cedar.DecimalValue;
import dev.mandate.authz.engine.cedar.LongValue;
import dev.mandate.authz.engine.cedar.SetValue;
import dev.mandate.authz.engine.cedar.StringValue;
import dev.mandate.authz.engine.cedar.Value;
import dev.mandate.events.lifecycle.CatalogEntry.Tool;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Arguments as Cedar values: string, integer (Long), number (decimal, four places), boolean, array of strings (Set). Other types
 * and undeclared arguments are left out, so that a policy can't misjudge them; one that is declared so and given otherwise is
 * invalid, since leaving it out would hide it from a forbid.
 */
final class TypedArguments {
    private TypedArguments() {}

    /** Adds to {@code input}; returns the name of the first one that no value of Cedar can stand for, null without one. */
    static @Nullable String read(Tool tool, Map<String, Object> arguments, Map<String, Value> input) {
        if (!(tool.argumentsSchema().get("properties") instanceof Map<?, ?> properties)) return null;
        for (var property : properties.entrySet()) {
            var name = String.valueOf(property.getKey());
            var argument = arguments.get(name);
            if (argument == null || !(property.getValue() instanceof Map<?, ?> schema)) continue;
            if (!simple(schema)) continue;
            var value = value(String.valueOf(schema.get("type")), argument);
            if (value == null) return name;
            input.put(name, value);
        }
        return null;
    }

    private static boolean simple(Map<?, ?> schema) {
        if (!(schema.get("type") instanceof String type)) return false;
        if (!type.equals("array"))
            return List.of("string", "integer", "number", "boolean").contains(type);
        return schema.get("items") instanceof Map<?, ?> items && "string".equals(items.get("type"));
    }

    private static @Nullable Value value(String type, Object argument) {
        return switch (type) {
            case "string" -> argument instanceof String text ? new StringValue(text) : null;
            case "boolean" -> argument instanceof Boolean flag ? BoolValue.of(flag) : null;
            case "integer" -> integer(argument);
            case "number" -> argument instanceof Number number ? decimal(number) : null;
            default -> argument instanceof List<?> list ? texts(list) : null;
        };
    }

    private static @Nullable Value integer(Object argument) {
        if (argument instanceof BigInteger big) return big.bitLength() > 63 ? null : new LongValue(big.longValue());
        if (argument instanceof Integer || argument instanceof Long)
            return new LongValue(((Number) argument).longValue());
        return null;
    }

    private static @Nullable Value decimal(Number argument) {
        var number = new BigDecimal(argument.toString()).stripTrailingZeros();
        if (number.scale() > 4 || (long) number.precision() - number.scale() > 14) return null;
        return new DecimalValue(number.movePointRight(4).longValueExact());
    }

    private static @Nullable Value texts(List<?> list) {
        for (var element : list) if (!(element instanceof String)) return null;
        return SetValue.of(
                list.stream().map(element -> new StringValue((String) element)).toList());
    }
}
