package dev.mandate.audit.trail;

import dev.mandate.events.cloudevents.WholeText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Conditions of a query, all of which must hold, with the values of its parameters. Null means: not asked. */
public final class Conditions {
    private final List<String> conditions = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    public Conditions equal(String column, @Nullable String value) {
        return matching(column + " = $%d", value);
    }

    /** Text that the database can't keep is in no line of it, and never gets there. */
    public Conditions matching(String condition, @Nullable String value) {
        if (value == null) return this;
        if (WholeText.is(value)) return with(condition, value);
        conditions.add("FALSE");
        return this;
    }

    /** @param condition has {@code $%d} in the place of each value */
    public Conditions with(String condition, Object... values) {
        this.values.addAll(Arrays.asList(values));
        var first = this.values.size() - values.length + 1;
        var numbers = new Object[values.length];
        for (int i = 0; i < numbers.length; i++) numbers[i] = first + i;
        conditions.add(condition.formatted(numbers));
        return this;
    }

    /** Begins with a space; empty if nothing was asked. */
    public String where() {
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    /** In the order of their numbers. */
    public List<Object> values() {
        return new ArrayList<>(values);
    }
}
