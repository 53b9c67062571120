package dev.mandate.audit.trail;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is asked of lines of the trail, all of which must hold. Null means: not asked. */
public final class TrailFilter {
    private final Conditions conditions = new Conditions();

    public TrailFilter session(@Nullable String id) {
        conditions.equal("session", id);
        return this;
    }

    public TrailFilter agent(@Nullable String id) {
        conditions.equal("agent", id);
        return this;
    }

    public TrailFilter person(@Nullable String id) {
        conditions.equal("person", id);
        return this;
    }

    public TrailFilter delegation(@Nullable String id) {
        conditions.equal("delegation", id);
        return this;
    }

    public TrailFilter decision(@Nullable String id) {
        conditions.equal("decision", id);
        return this;
    }

    public TrailFilter subject(@Nullable String id) {
        conditions.equal("subject", id);
        return this;
    }

    public TrailFilter topic(@Nullable String name) {
        conditions.equal("topic", name);
        return this;
    }

    public TrailFilter eventId(@Nullable String id) {
        conditions.equal("event_id", id);
        return this;
    }

    public TrailFilter seq(long number) {
        conditions.with("seq = $%d", number);
        return this;
    }

    TrailFilter after(Cursor cursor, Order order) {
        conditions.with("(occurred_at, seq) " + order.follows() + " ($%d, $%d)", cursor.at(), cursor.seq());
        return this;
    }

    String where() {
        return conditions.where();
    }

    List<Object> values() {
        return conditions.values();
    }
}
