package dev.mandate.identity.identities;

import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.IdentityState.Kind;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.AccessState;
import dev.mandate.messaging.inbox.Refused;
import dev.mandate.messaging.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** People as lifecycle knows them. */
@ApplicationScoped
public class People {
    private final IdentityStore store;
    private final Outbox outbox;
    private final RolesListener listener;
    private final InstantSource clock;

    People(IdentityStore store, Outbox outbox, RolesListener listener, InstantSource clock) {
        this.store = store;
        this.outbox = outbox;
        this.listener = listener;
        this.clock = clock;
    }

    /**
     * Applies the states in their order, in the caller's transaction; what changes nothing gets no new revision, and an older
     * state than the one taken in changes nothing.
     *
     * @return for each employment that has ended, who left, also where he is back in another
     */
    public Uni<List<Departure>> apply(List<AccessState> states) {
        var ids = states.stream().map(AccessState::identity).collect(Collectors.toSet());
        return store.locked(ids).chain(rows -> apply(states, rows));
    }

    private Uni<List<Departure>> apply(List<AccessState> states, List<IdentityRow> rows) {
        var known = new HashMap<IdentityId, IdentityRow>();
        rows.forEach(row -> known.put(new IdentityId(row.id), row));
        var taken = new LinkedHashMap<IdentityId, Long>();
        var people = new LinkedHashMap<IdentityId, Person>();
        known.forEach((id, row) -> {
            taken.put(id, row.accessRevision);
            people.put(id, row.person());
        });
        var ended = new LinkedHashMap<IdentityId, Departure>();
        var last = new HashMap<IdentityId, AccessState>();
        for (var state : states) {
            var id = state.identity();
            if (!id.isPerson()) throw new Refused("the identity of a worker is a person's");
            if (state.revision() <= taken.getOrDefault(id, 0L)) continue;
            var before = people.get(id);
            var after = Person.after(before, state, clock.instant());
            if (after == null) continue;
            taken.put(id, state.revision());
            people.put(id, after);
            last.put(id, state);
            if (before != null && after.endedSince(before)) ended.put(id, departureOf(state));
        }
        return write(people, known, taken, last).replaceWith(() -> List.copyOf(ended.values()));
    }

    private static Departure departureOf(AccessState state) {
        var attributes = state.attributes();
        return new Departure(state.identity(), attributes == null ? null : attributes.managerEmployeeId());
    }

    private Uni<Void> write(
            Map<IdentityId, Person> people,
            Map<IdentityId, IdentityRow> known,
            Map<IdentityId, Long> taken,
            Map<IdentityId, AccessState> last) {
        var added = new ArrayList<IdentityRow>();
        var states = new ArrayList<IdentityState>();
        var roles = new LinkedHashMap<IdentityId, List<String>>();
        people.forEach((id, person) -> {
            var row = known.get(id);
            var unchanged = row != null && person.equals(row.person());
            if (row == null) added.add(row = rowOf(id));
            row.accessRevision = taken.getOrDefault(id, 0L);
            var access = last.get(id);
            if (access != null) {
                row.holds(HeldRole.of(access));
                if (known.containsKey(id))
                    otherGroups(row.roles, RoleTime.of(access)).ifPresent(groups -> roles.put(id, groups));
                row.roles = RoleTime.write(RoleTime.of(access));
            }
            if (unchanged) return;
            row.become(person, clock.instant());
            states.add(row.next());
        });
        return persist(added)
                .chain(() -> outbox.publishAll(IdentityState.FAMILY, states))
                .chain(() -> roles.isEmpty() ? Uni.createFrom().voidItem() : listener.changed(roles));
    }

    /** What his tokens say from now on; empty where that is what they said. */
    private Optional<List<String>> otherGroups(String before, List<RoleTime> after) {
        var now = clock.instant();
        var groups = RoleTime.groups(after, now);
        try {
            return groups.equals(RoleTime.told(RoleTime.read(before), now)) ? Optional.empty() : Optional.of(groups);
        } catch (IllegalStateException unreadable) {
            return Optional.of(groups);
        }
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
