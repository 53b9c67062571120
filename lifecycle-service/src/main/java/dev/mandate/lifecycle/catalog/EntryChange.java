package dev.mandate.lifecycle.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.events.lifecycle.GovernanceEvent.CatalogChange;
import dev.mandate.events.lifecycle.GovernanceEvent.CatalogChanged;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An entry before and after a write.
 *
 * @param before null if there never was one
 */
record EntryChange(@Nullable CatalogEntry before, CatalogEntry after) {
    private static final Set<String> OURS = Set.of("id", "revision", "deleted");

    CatalogChanged fact(CatalogAct act) {
        return new CatalogChanged(
                after.key(), after.revision(), change(), members(), act.imported(), act.reason(), act.by());
    }

    private CatalogChange change() {
        if (after.deleted()) return CatalogChange.DELETED;
        return before == null || before.deleted() ? CatalogChange.CREATED : CatalogChange.CHANGED;
    }

    /** What an entry has is few and known, whatever is in it. */
    private List<String> members() {
        if (before == null || change() != CatalogChange.CHANGED) return List.of();
        ObjectNode was = EventJson.mapper().valueToTree(before);
        ObjectNode is = EventJson.mapper().valueToTree(after);
        var changed = new ArrayList<String>();
        for (var names = is.fieldNames(); names.hasNext(); ) {
            var name = names.next();
            if (!OURS.contains(name) && !Objects.equals(was.get(name), is.get(name))) changed.add(name);
        }
        return changed;
    }
}
