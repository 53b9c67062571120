package dev.mandate.audit.engine.calls;

import dev.mandate.audit.engine.bounds.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The arguments of a call, flattened to dotted names; elements of a list share the name of the list. Bounded. */
public final class Arguments {
    private static final int MAX_VALUES = 256;
    private static final int MAX_NAME = 128;

    private final Map<String, List<Object>> values = new LinkedHashMap<>();
    private int left = MAX_VALUES;
    private boolean whole = true;

    private Arguments() {}

    /** @param whole false if there were more of them, or longer names, than are looked at */
    record Flat(Map<String, List<Object>> values, boolean whole) {}

    public static Map<String, List<Object>> flatten(Map<String, Object> arguments) {
        return of(arguments).values();
    }

    /** Whether one of them is this text, however many there are. */
    public static boolean name(Object value, String text) {
        if (value instanceof Map<?, ?> map) return name(map.values(), text);
        if (!(value instanceof Iterable<?> list)) return text.equals(value);
        for (var inner : list) if (inner != null && name(inner, text)) return true;
        return false;
    }

    public static Flat of(Map<String, Object> arguments) {
        var flat = new Arguments();
        flat.add("", arguments);
        return new Flat(flat.values, flat.whole);
    }

    private void add(String name, Object value) {
        if (left <= 0 || name.length() > MAX_NAME) {
            whole = false;
            return;
        }
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> {
                if (inner != null) add(name.isEmpty() ? key.toString() : name + "." + key, inner);
            });
        } else if (value instanceof Iterable<?> list) {
            for (var inner : list) if (inner != null) add(name, inner);
        } else {
            left--;
            values.computeIfAbsent(Text.clean(name), any -> new ArrayList<>())
                    .add(value instanceof Number || value instanceof Boolean ? value : Text.clean(value.toString()));
        }
    }
}
