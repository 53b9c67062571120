package dev.mandate.audit.risk;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The arguments of a call, flattened to dotted names; elements of a list share the name of the list. */
final class Arguments {
    private static final int MAX_VALUES = 256;
    private static final int MAX_TEXT = 1024;
    private static final int MAX_DEPTH = 16;

    private final Map<String, List<Object>> values = new LinkedHashMap<>();
    private int left = MAX_VALUES;

    private Arguments() {}

    static Map<String, List<Object>> flatten(Map<String, Object> arguments) {
        var flat = new Arguments();
        flat.add("", arguments, 0);
        return flat.values;
    }

    private void add(String name, Object value, int depth) {
        if (depth > MAX_DEPTH || left <= 0) return;
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> {
                if (inner != null) add(name.isEmpty() ? key.toString() : name + "." + key, inner, depth + 1);
            });
        } else if (value instanceof Iterable<?> list) {
            for (var inner : list) if (inner != null) add(name, inner, depth + 1);
        } else {
            left--;
            values.computeIfAbsent(name, any -> new ArrayList<>()).add(scalar(value));
        }
    }

    private static Object scalar(Object value) {
        if (value instanceof Number || value instanceof Boolean) return value;
        var text = value.toString();
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
    }
}
