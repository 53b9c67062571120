package dev.mandate.lifecycle.workers;

import dev.mandate.events.hr.HrEvent;
import dev.mandate.events.hr.WorkerAttributes;
import dev.mandate.events.lifecycle.AccessState.Employment;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a worker is at one instant. He works here while his own HR system and each directory that has adopted him say so: where they differ he
 * doesn't.
 *
 * @param employment ordinal of the present (or last) employment, from 1; a grant belongs to one of them
 * @param state {@code PENDING} while the first employment is still ahead
 * @param employmentFrom when that employment began
 * @param departmentSince when he came to his present department in it
 * @param changedAt effective time of the event that last changed something of it
 * @param attributes as his own HR system has them
 * @param own what his own HR system alone says
 * @param endedBy sources of directories that have adopted him and say that he doesn't work here
 */
public record WorkerSnapshot(
        int employment,
        Employment state,
        Instant employmentFrom,
        Instant departmentSince,
        Instant changedAt,
        WorkerAttributes attributes,
        Employment own,
        Set<String> endedBy) {
    public WorkerSnapshot {
        own = own == null ? state : own; // one from before there were directories beside
        endedBy = endedBy == null ? Set.of() : new TreeSet<>(endedBy);
    }

    /** One of whom no directory says otherwise than his HR system. */
    public WorkerSnapshot(
            int employment,
            Employment state,
            Instant employmentFrom,
            Instant departmentSince,
            Instant changedAt,
            WorkerAttributes attributes) {
        this(employment, state, employmentFrom, departmentSince, changedAt, attributes, state, Set.of());
    }

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
        if (fact.ofAdopter()) {
            if (before == null) return null;
            return event instanceof HrEvent.Deprovisioned
                    ? before.deprovisioned(fact.source(), at)
                    : before.noLongerEndedBy(fact.source(), at);
        }
        if (event instanceof HrEvent.Left) return before == null || !before.employed() ? before : before.left(at);
        if (event instanceof HrEvent.Moved moved)
            return before == null || !before.employed() ? before : before.moved(at, moved.attributes());
        if (event instanceof HrEvent.Joined joined && before != null && before.employed())
            return before.moved(at, joined.attributes());
        var attributes = Objects.requireNonNull(fact.attributes());
        return before == null ? first(at, attributes) : before.started(at, attributes);
    }

    WorkerSnapshot pending() {
        return new WorkerSnapshot(
                employment, Employment.PENDING, employmentFrom, departmentSince, changedAt, attributes);
    }

    /** As far as his own HR system goes. */
    private boolean employed() {
        return own == Employment.ACTIVE;
    }

    private static WorkerSnapshot first(Instant at, WorkerAttributes attributes) {
        return new WorkerSnapshot(1, Employment.ACTIVE, at, at, at, attributes);
    }

    /** His HR system says that an employment starts, which it does once no directory says otherwise. */
    private WorkerSnapshot started(Instant at, WorkerAttributes now) {
        return endedBy.isEmpty()
                ? new WorkerSnapshot(employment + 1, Employment.ACTIVE, at, at, at, now)
                : with(state, changedAt, now, Employment.ACTIVE, endedBy);
    }

    private WorkerSnapshot left(Instant at) {
        return with(Employment.ENDED, active() ? at : changedAt, attributes, Employment.ENDED, endedBy);
    }

    /** A directory says that he doesn't work here. */
    WorkerSnapshot deprovisioned(String source, Instant at) {
        var all = new TreeSet<>(endedBy);
        all.add(source);
        return with(Employment.ENDED, active() ? at : changedAt, attributes, own, all);
    }

    /** A directory says so no more: where nobody else does he comes back, as one who is hired again does. */
    private WorkerSnapshot noLongerEndedBy(String source, Instant at) {
        if (!endedBy.contains(source)) return this;
        var others = new TreeSet<>(endedBy);
        others.remove(source);
        return others.isEmpty() && employed()
                ? new WorkerSnapshot(employment + 1, Employment.ACTIVE, at, at, at, attributes)
                : with(state, changedAt, attributes, own, others);
    }

    private WorkerSnapshot moved(Instant at, WorkerAttributes now) {
        if (now.equals(attributes)) return this;
        if (!active()) return with(state, changedAt, now, own, endedBy);
        var since = now.department().equals(attributes.department()) ? departmentSince : at;
        return new WorkerSnapshot(employment, state, employmentFrom, since, at, now, own, endedBy);
    }

    private WorkerSnapshot with(
            Employment state, Instant changedAt, WorkerAttributes attributes, Employment own, Set<String> endedBy) {
        return new WorkerSnapshot(
                employment, state, employmentFrom, departmentSince, changedAt, attributes, own, endedBy);
    }
}
