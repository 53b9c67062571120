package dev.mandate.lifecycle.catalog;

import dev.mandate.events.lifecycle.CatalogEntry;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every entry of the catalogue at one instant, by its key {@code <kind>:<id>}; deleted ones included, for their revision. */
final class Snapshot {
    private final Map<String, CatalogEntry> entries = new HashMap<>();

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
}
