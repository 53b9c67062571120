package dev.mandate.audit.trail;

import dev.mandate.events.cloudevents.WholeText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Conditions on lines of the trail, all of which must hold. Null means: not asked. */
public final class TrailFilter {
    private final List<String> conditions = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    public TrailFilter session(@Nullable String id) {
        return equal("session", id);
    }

    public TrailFilter agent(@Nullable String id) {
        return equal("agent", id);
    }

    public TrailFilter person(@Nullable String id) {
        return equal("person", id);
    }

    public TrailFilter delegation(@Nullable String id) {
        return equal("delegation", id);
    }

    public TrailFilter decision(@Nullable String id) {
        return equal("decision", id);
    }

    public TrailFilter topic(@Nullable String name) {
        return equal("topic", name);
    }

    public TrailFilter eventId(@Nullable String id) {
        return equal("event_id", id);
    }

    public TrailFilter seq(long number) {
        return with("seq = $%d", number);
    }

    /** Findings only: the agent is one of those that took part. */
    public TrailFilter involvedAgent(@Nullable String id) {
        return id == null ? this : matching("payload->'unmapped'->'agents' ? $%d", id);
    }

    TrailFilter after(@Nullable Cursor cursor, Order order) {
        if (cursor == null) return this;
        values.add(cursor.at());
        values.add(cursor.seq());
        conditions.add("(occurred_at, seq) %s ($%d, $%d)".formatted(order.follows(), values.size() - 1, values.size()));
        return this;
    }

    String where() {
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    List<Object> values() {
        return values;
    }

    private TrailFilter equal(String column, @Nullable String value) {
        return value == null ? this : matching(column + " = $%d", value);
    }

    /** Text that the database can't keep is in no line of it. */
    private TrailFilter matching(String condition, String value) {
        if (WholeText.is(value)) return with(condition, value);
        conditions.add("FALSE");
        return this;
    }

    private TrailFilter with(String condition, Object value) {
        values.add(value);
        conditions.add(condition.formatted(values.size()));
        return this;
    }
}
