package dev.mandate.authz.engine.cedar;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds what is filed under an entity, under its groups, under its type and under nothing, by lookup: the cost follows
 * the entity's groups or the filed groups, whichever are fewer, and not the number of entries.
 *
 * @param <N> what is filed: a further index, or the policies themselves
 */
final class ScopeIndex<N> {

    private final Supplier<N> empty;
    private final Map<EntityUid, N> exact = new HashMap<>();
    private final Map<EntityUid, N> within = new HashMap<>();
    private final Map<String, N> typed = new HashMap<>();
    private @Nullable N any;

    ScopeIndex(Supplier<N> empty) {
        this.empty = empty;
    }

    N at(EntityScope scope) {
        if (scope.entity() != null) return at(scope.entity(), scope.within());
        if (scope.type() != null) return typed.computeIfAbsent(scope.type(), type -> empty.get());
        return any();
    }

    N at(EntityUid entity, boolean withDescendants) {
        return (withDescendants ? within : exact).computeIfAbsent(entity, uid -> empty.get());
    }

    N any() {
        if (any == null) any = empty.get();
        return any;
    }

    /** May visit an entry of several groups more than once. */
    void matching(EntityUid uid, @Nullable Entity entity, Consumer<N> visit) {
        if (any != null) visit.accept(any);
        visit(exact.get(uid), visit);
        visit(typed.get(uid.type()), visit);
        if (within.isEmpty()) return;
        visit(within.get(uid), visit);
        if (entity == null) return;
        var ancestors = entity.ancestors();
        if (within.size() < ancestors.size()) {
            within.forEach((group, node) -> {
                if (!group.equals(uid) && entity.isDescendantOf(group)) visit.accept(node);
            });
        } else {
            for (var group : ancestors) {
                if (!group.equals(uid)) visit(within.get(group), visit);
            }
        }
    }

    /** All that any entity of this type could match. */
    void matchingType(String type, Consumer<N> visit) {
        if (any != null) visit.accept(any);
        visit(typed.get(type), visit);
        exact.forEach((uid, node) -> {
            if (uid.type().equals(type)) visit.accept(node);
        });
        within.values().forEach(visit);
    }

    private static <N> void visit(@Nullable N node, Consumer<N> visit) {
        if (node != null) visit.accept(node);
    }
}
