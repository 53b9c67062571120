package dev.mandate.lifecycle.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.events.administration.Actor;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.messaging.result.Result;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** By the pointer under which each was given; refused where one that waited isn't what it was to this version of the software. */
    Result<Map<String, CatalogEntry>, CatalogRefusal> wanted() {
        var wanted = new LinkedHashMap<String, CatalogEntry>();
        for (var put : puts) {
            var entry = entry(put);
            if (entry.isEmpty())
                return Result.refused(CatalogRefusal.invalid(
                        new Fault(put.pointer(), "another version of the software wrote this entry; send it anew")));
            wanted.put(put.pointer(), entry.get());
        }
        return Result.done(wanted);
    }

    CatalogAct act(Actor by) {
        return new CatalogAct(by, imported, reason);
    }

    /** Empty where it would be written otherwise than somebody has looked at. */
    private static Optional<CatalogEntry> entry(Put put) {
        try {
            var mapper = EventJson.mapper();
            CatalogEntry entry = mapper.treeToValue(put.entry(), put.kind().type());
            return written(entry).equals(mapper.readTree(mapper.writeValueAsBytes(put.entry())))
                    ? Optional.of(entry)
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static JsonNode written(CatalogEntry entry) throws IOException {
        return EventJson.mapper().readTree(EventJson.mapper().writeValueAsBytes(entry));
    }
}
