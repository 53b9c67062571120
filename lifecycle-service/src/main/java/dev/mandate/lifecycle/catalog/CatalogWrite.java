package dev.mandate.lifecycle.catalog;

import dev.mandate.events.lifecycle.CatalogEntry;
import java.util.List;

/**
 * What was written.
 *
 * @param entries every entry that was asked for, as it now is
 * @param changed how many of them got a new revision
 */
record CatalogWrite(List<CatalogEntry> entries, int changed) {
    CatalogWrite {
        entries = List.copyOf(entries);
    }
}
