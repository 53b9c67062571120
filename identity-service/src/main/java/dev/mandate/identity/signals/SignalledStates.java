package dev.mandate.identity.signals;

import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.IdentityState.Status;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What changed of an identity: a state alone doesn't tell, and is written for other reasons too. Needs a transaction. */
@ApplicationScoped
class SignalledStates {
    private final SignalledStateStore store;

    SignalledStates(SignalledStateStore store) {
        this.store = store;
    }

    /**
     * @param enabled null where it is as it was
     * @param revoked whether all that was handed out to it is void
     */
    record Change(IdentityState state, @Nullable Boolean enabled, boolean revoked) {}

    /** Only what changed, in the order of the states. */
    Uni<List<Change>> changes(List<IdentityState> states) {
        var ids = states.stream()
                .filter(state -> state.revision() > 1 || !isPlain(state))
                .map(state -> state.identity().value())
                .collect(Collectors.toSet());
        if (ids.isEmpty()) return Uni.createFrom().item(List.of());
        return store.list("id IN ?1", ids).chain(rows -> {
            var known = new HashMap<String, SignalledStateRow>();
            rows.forEach(row -> known.put(row.id, row));
            var added = new ArrayList<SignalledStateRow>();
            var changes = new ArrayList<Change>();
            for (var state : states) changed(state, known, added, changes);
            return (added.isEmpty() ? Uni.createFrom().voidItem() : store.persist(added)).replaceWith(changes);
        });
    }

    private static void changed(
            IdentityState state,
            Map<String, SignalledStateRow> known,
            List<SignalledStateRow> added,
            List<Change> changes) {
        var id = state.identity().value();
        var row = known.get(id);
        if (row == null) {
            if (isPlain(state)) return;
            row = new SignalledStateRow();
            row.id = id;
            row.active = true;
            known.put(id, row);
            added.add(row);
            // Nobody had heard of it before.
            if (state.revision() == 1) become(row, isActive(state), state.tokensVoidBefore());
        }
        var enabled = row.active == isActive(state) ? null : Boolean.valueOf(isActive(state));
        var revoked = !Objects.equals(row.voidBefore, state.tokensVoidBefore());
        become(row, isActive(state), state.tokensVoidBefore());
        if (enabled != null || revoked) changes.add(new Change(state, enabled, revoked));
    }

    private static void become(SignalledStateRow row, boolean active, @Nullable Instant voidBefore) {
        row.active = active;
        row.voidBefore = voidBefore;
    }

    private static boolean isPlain(IdentityState state) {
        return isActive(state) && state.tokensVoidBefore() == null;
    }

    private static boolean isActive(IdentityState state) {
        return state.status() == Status.ACTIVE && !state.deleted();
    }
}
