package dev.mandate.lifecycle.workers;

import dev.mandate.events.hr.HrEvent;
import dev.mandate.events.hr.WorkerAttributes;
import dev.mandate.events.lifecycle.AccessState.Employment;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a worker is at one instant.
 *
 * @param employment ordinal of the present (or last) employment, from 1; a grant belongs to one of them
 * @param state {@code PENDING} while the first employment is still ahead
 * @param employmentFrom when that employment began
 * @param departmentSince when he came to his present department in it
 * @param changedAt effective time of the event that last changed something
 */
public record WorkerSnapshot(
        int employment,
        Employment state,
        Instant employmentFrom,
        Instant departmentSince,
        Instant changedAt,
        WorkerAttributes attributes) {

    public boolean active() {
        return state == Employment.ACTIVE;
    }

    /**
     * The standing after one more event in order. Robust against a history with gaps: nobody is employed before an event
     * says that employment starts; a second start without an end between, told as rehiring, still starts afresh.
     *
     * @param before null before the first employment
     */
    static @Nullable WorkerSnapshot after(@Nullable WorkerSnapshot before, HrFact fact) {
        var event = fact.event();
        var at = fact.effectiveAt();
        if (event instanceof HrEvent.Left) return before == null || !before.active() ? before : before.ended(at);
        if (event instanceof HrEvent.Moved moved)
            return before == null || !before.active() ? before : before.moved(at, moved.attributes());
        if (event instanceof HrEvent.Joined joined && before != null && before.active())
            return before.moved(at, joined.attributes());
        var attributes = java.util.Objects.requireNonNull(fact.attributes());
        return new WorkerSnapshot(
                before == null ? 1 : before.employment + 1, Employment.ACTIVE, at, at, at, attributes);
    }

    WorkerSnapshot pending() {
        return new WorkerSnapshot(
                employment, Employment.PENDING, employmentFrom, departmentSince, changedAt, attributes);
    }

    private WorkerSnapshot ended(Instant at) {
        return new WorkerSnapshot(employment, Employment.ENDED, employmentFrom, departmentSince, at, attributes);
    }

    private WorkerSnapshot moved(Instant at, WorkerAttributes now) {
        if (now.equals(attributes)) return this;
        var since = now.department().equals(attributes.department()) ? departmentSince : at;
        return new WorkerSnapshot(employment, state, employmentFrom, since, at, now);
    }
}
