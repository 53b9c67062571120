package dev.mandate.lifecycle.catalog;

import dev.mandate.events.lifecycle.CatalogEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a write ended.
 *
 * @param entries every entry that was asked for, as it now is; null if nothing was written
 * @param changed how many of them got a new revision
 * @param fault why nothing was written; null with {@code entries} null means that there is no such entry
 */
record CatalogWrite(
        @Nullable List<CatalogEntry> entries,
        int changed,
        @Nullable Fault fault) {
    static CatalogWrite done(List<CatalogEntry> entries, int changed) {
        return new CatalogWrite(List.copyOf(entries), changed, null);
    }

    static CatalogWrite refused(Fault fault) {
        return new CatalogWrite(null, 0, fault);
    }

    static CatalogWrite unknown() {
        return new CatalogWrite(null, 0, null);
    }
}
