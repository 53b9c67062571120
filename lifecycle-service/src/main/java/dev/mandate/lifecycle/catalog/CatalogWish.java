package dev.mandate.lifecycle.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.events.administration.Actor;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.lifecycle.CatalogEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to become of the catalogue: entries that are written, or one that goes.
 *
 * @param gone null where entries are written
 * @param imported whether many entries come at once
 * @param reason null if he doesn't say
 */
record CatalogWish(
        List<Put> puts,
        @Nullable Gone gone,
        boolean imported,
        @Nullable String reason) {
    /** @param pointer under which the caller gave it */
    record Put(String pointer, Kind kind, JsonNode entry) {}

    record Gone(Kind kind, String id) {}

    static CatalogWish writing(Map<String, CatalogEntry> wanted, boolean imported, @Nullable String reason) {
        var puts = wanted.entrySet().stream()
                .map(entry -> new Put(
                        entry.getKey(),
                        Kind.named(entry.getValue().kind()).orElseThrow(),
                        EventJson.mapper().<JsonNode>valueToTree(entry.getValue())))
                .toList();
        return new CatalogWish(puts, null, imported, reason);
    }

    static CatalogWish deleting(Kind kind, String id, @Nullable String reason) {
        return new CatalogWish(List.of(), new Gone(kind, id), false, reason);
    }

    Map<String, CatalogEntry> wanted() {
        var wanted = new LinkedHashMap<String, CatalogEntry>();
        for (var put : puts) wanted.put(put.pointer(), entry(put));
        return wanted;
    }

    CatalogAct act(Actor by) {
        return new CatalogAct(by, imported, reason);
    }

    private static CatalogEntry entry(Put put) {
        try {
            return EventJson.mapper().treeToValue(put.entry(), put.kind().type());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an entry that waits can't be read", e);
        }
    }
}
