package dev.mandate.lifecycle.catalog;

import dev.mandate.events.lifecycle.CatalogEntry;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every entry of the catalogue at one instant, by its key {@code <kind>:<id>}; deleted ones included, for their revision. */
final class Snapshot {
    private static final String EVERYONE = "*";

    private final Map<String, CatalogEntry> entries = new HashMap<>();

    /** How many roles name each department; null until somebody asks, since an import asks for each of its roles. */
    private @Nullable Map<String, Integer> birthrights;

    Snapshot(Collection<CatalogEntry> entries) {
        entries.forEach(entry -> this.entries.put(entry.key(), entry));
    }

    Snapshot with(Collection<CatalogEntry> changes) {
        var next = new Snapshot(entries.values());
        changes.forEach(entry -> next.entries.put(entry.key(), entry));
        return next;
    }

    @Nullable
    CatalogEntry any(String key) {
        return entries.get(key);
    }

    Optional<CatalogEntry> live(Kind kind, String id) {
        return Optional.ofNullable(entries.get(kind.singular() + ":" + id)).filter(entry -> !entry.deleted());
    }

    <E extends CatalogEntry> Stream<E> live(Class<E> type) {
        return entries.values().stream()
                .filter(entry -> !entry.deleted())
                .filter(type::isInstance)
                .map(type::cast);
    }

    List<CatalogEntry.Role> roles() {
        return live(CatalogEntry.Role.class).toList();
    }

    /** How many birthrights a worker of this department has; for every worker's {@code *}, whoever has most. */
    int birthrightsOf(String department) {
        if (birthrights == null) birthrights = countBirthrights();
        var everyones = birthrights.getOrDefault(EVERYONE, 0);
        if (!department.equals(EVERYONE)) return everyones + birthrights.getOrDefault(department, 0);
        var most = birthrights.entrySet().stream()
                .filter(count -> !count.getKey().equals(EVERYONE))
                .mapToInt(Map.Entry::getValue)
                .max();
        return everyones + most.orElse(0);
    }

    private Map<String, Integer> countBirthrights() {
        var counts = new HashMap<String, Integer>();
        for (var role : roles())
            for (var department : new HashSet<>(role.birthrightDepartments()))
                counts.merge(department, 1, Integer::sum);
        return counts;
    }
}
