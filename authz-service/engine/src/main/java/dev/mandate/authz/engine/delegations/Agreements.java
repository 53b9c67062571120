package dev.mandate.authz.engine.delegations;

import dev.mandate.authz.engine.entities.StateTable;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.ids.DelegationId;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Which delegations are agreements within which task; what each says is its own newest state. */
final class Agreements implements StateTable.Replacing<DelegationState> {
    private final Map<DelegationId, Set<DelegationId>> byTask = new ConcurrentHashMap<>();

    @Override
    public void by(@Nullable DelegationState before, DelegationState after) {
        var task = after.parent();
        if (after.agreed() == null || task == null) return;
        byTask.compute(task, (key, known) -> {
            var all = known == null ? ConcurrentHashMap.<DelegationId>newKeySet() : known;
            all.add(after.delegation());
            return all;
        });
    }

    @Override
    public void gone(DelegationState before) {
        var task = before.parent();
        if (before.agreed() == null || task == null) return;
        byTask.computeIfPresent(task, (key, known) -> {
            known.remove(before.delegation());
            return known.isEmpty() ? null : known;
        });
    }

    Set<DelegationId> within(DelegationId task) {
        return byTask.getOrDefault(task, Set.of());
    }
}
