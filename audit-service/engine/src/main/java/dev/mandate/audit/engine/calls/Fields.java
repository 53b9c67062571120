package dev.mandate.audit.engine.calls;

import dev.mandate.audit.engine.bounds.Room;
import dev.mandate.audit.engine.bounds.Text;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of an event, within a number of values each and of bytes together; what there is no room for is marked. */
final class Fields {
    static final int MAX_VALUES = 64;
    private static final int NUMBER = 32;

    private final Map<String, List<Object>> fields = new LinkedHashMap<>(96);
    private final Room room;
    private boolean whole = true;

    Fields(int bytes) {
        room = new Room(bytes);
    }

    /** Whole numbers and truth values, which are ours. */
    void put(String name, Object ours) {
        fields.put(name, List.of(ours));
    }

    void text(String name, @Nullable Object value) {
        if (value == null) return;
        var clean = Text.clean(value.toString());
        if (room.takes(clean)) fields.put(name, List.of(clean));
        else whole = false;
    }

    /** The first of them are kept, each once. */
    void all(String name, Collection<?> values) {
        if (values.isEmpty()) return;
        var kept = new LinkedHashSet<Object>();
        for (var value : values) {
            if (kept.size() == MAX_VALUES) break;
            var clean = value instanceof String text ? Text.clean(text) : value;
            if (kept.contains(clean)) continue;
            if (!(clean instanceof String text ? room.takes(text) : room.takes(NUMBER))) {
                whole = false;
                continue;
            }
            kept.add(clean);
        }
        if (!kept.isEmpty()) fields.put(name, List.copyOf(kept));
    }

    /** For people, and not for rules: an event that has no room for them is no less whole. */
    void shown(String name, List<String> values) {
        if (values.isEmpty()) return;
        var kept = values.stream()
                .map(Text::clean)
                .filter(room::takes)
                .<Object>map(text -> text)
                .toList();
        if (!kept.isEmpty()) fields.put(name, kept);
    }

    /** As they are, repeated ones too. */
    void arguments(String prefix, Map<String, List<Object>> arguments) {
        arguments.forEach((name, values) -> {
            if (!room.takes(prefix + name)) {
                whole = false;
                return;
            }
            var kept = new ArrayList<Object>(values.size());
            for (var value : values)
                if (room.takes(value.toString())) kept.add(value);
                else whole = false;
            if (!kept.isEmpty()) fields.put(prefix + name, kept);
        });
    }

    void incomplete() {
        whole = false;
    }

    Map<String, List<Object>> written() {
        if (!whole) fields.put(RiskFields.INCOMPLETE, List.of(true));
        return fields;
    }
}
