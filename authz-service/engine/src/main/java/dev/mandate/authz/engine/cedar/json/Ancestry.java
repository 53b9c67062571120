package dev.mandate.authz.engine.cedar.json;

import dev.mandate.authz.engine.cedar.EntityUid;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The groups above an entity, from those directly above it. */
record Ancestry(Map<EntityUid, Set<EntityUid>> parents) {

    Set<EntityUid> of(EntityUid entity) {
        var ancestors = new LinkedHashSet<EntityUid>();
        var open = new ArrayDeque<EntityUid>(List.of(entity));
        while (!open.isEmpty()) {
            for (var parent : parents.getOrDefault(open.pop(), Set.of())) {
                if (ancestors.add(parent)) open.push(parent);
            }
        }
        return ancestors;
    }
}
