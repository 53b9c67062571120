package dev.mandate.identity.identities;

import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.IdentityState.Kind;
import dev.mandate.events.identity.IdentityState.Status;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.WorkerEvent;
import dev.mandate.messaging.inbox.Refused;
import dev.mandate.messaging.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** People as lifecycle knows them. */
@ApplicationScoped
public class People {
    private final IdentityStore store;
    private final Outbox outbox;
    private final InstantSource clock;

    People(IdentityStore store, Outbox outbox, InstantSource clock) {
        this.store = store;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Applies the facts in their order, in the caller's transaction; what changes nothing gets no new revision.
     *
     * @return who is not active any more because of them
     */
    public Uni<Set<IdentityId>> apply(List<WorkerEvent> events) {
        var ids = events.stream().map(WorkerEvent::identity).collect(Collectors.toSet());
        return store.locked(ids).chain(rows -> apply(events, rows));
    }

    private Uni<Set<IdentityId>> apply(List<WorkerEvent> events, List<IdentityRow> rows) {
        var known = new HashMap<IdentityId, IdentityRow>();
        rows.forEach(row -> known.put(new IdentityId(row.id), row));
        var people = new LinkedHashMap<IdentityId, Person>();
        known.forEach((id, row) -> people.put(id, row.person()));
        var left = new LinkedHashSet<IdentityId>();
        for (var event : events) {
            if (!event.identity().isPerson()) throw new Refused("the identity of a worker is a person's");
            var before = people.get(event.identity());
            var after = Person.after(before, event, clock.instant());
            if (after == null) throw new Refused("the worker moved but never joined");
            if (after.equals(before)) continue;
            people.put(event.identity(), after);
            if (after.status() != Status.ACTIVE) left.add(event.identity());
        }
        return write(people, known).replaceWith(left);
    }

    private Uni<Void> write(Map<IdentityId, Person> people, Map<IdentityId, IdentityRow> known) {
        var added = new ArrayList<IdentityRow>();
        var states = new ArrayList<IdentityState>();
        people.forEach((id, person) -> {
            var row = known.get(id);
            if (row != null && person.equals(row.person())) return;
            if (row == null) added.add(row = rowOf(id));
            row.revision++;
            row.become(person);
            states.add(row.state());
        });
        return persist(added).chain(() -> outbox.publishAll(IdentityState.FAMILY, states));
    }

    private Uni<Void> persist(Collection<IdentityRow> rows) {
        return rows.isEmpty() ? Uni.createFrom().voidItem() : store.persist(rows);
    }

    private IdentityRow rowOf(IdentityId id) {
        var row = new IdentityRow();
        row.id = id.value();
        row.kind = Kind.PERSON;
        row.createdAt = clock.instant();
        return row;
    }
}
