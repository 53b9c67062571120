package dev.mandate.lifecycle.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.lifecycle.sql.Rows;
import dev.mandate.messaging.paging.PageRequest;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows of table {@code catalog_entry}, and the lock that keeps birthrights still while workers are folded. */
@ApplicationScoped
class CatalogStore {
    /** Any number that nobody else in this schema uses as an advisory lock. */
    private static final long LOCK = 7_301_846_113L;

    private record Row(
            String kind,
            String id,
            long revision,
            boolean deleted,
            @Nullable Instant deletedAt,
            CatalogEntry content) {}

    private record Stored(String kind, JsonNode content) {
        CatalogEntry entry() {
            try {
                return EventJson.mapper()
                        .treeToValue(content, Kind.named(kind).orElseThrow().type());
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("a catalogue entry can't be read", e);
            }
        }
    }

    private record Locked(boolean got) {}

    /** Until the transaction ends nobody writes the catalogue. */
    Uni<Void> lockForReading() {
        return lock("pg_advisory_xact_lock_shared");
    }

    /** Until the transaction ends nobody else writes the catalogue or folds workers. */
    Uni<Void> lockForWriting() {
        return lock("pg_advisory_xact_lock");
    }

    private static Uni<Void> lock(String function) {
        var select = "select cast(json_build_object('got', %s(:lock) is not null) as text)".formatted(function);
        return Rows.select(select, Map.of("lock", LOCK), Locked.class).replaceWithVoid();
    }

    Uni<List<CatalogEntry>> all() {
        return select("", Map.of());
    }

    Uni<List<CatalogEntry>> part(Kind kind, PageRequest page) {
        var after = page.afterId();
        return select(
                "where kind = :kind and id > :after and not deleted order by id limit " + page.rows(),
                Map.of("kind", kind.singular(), "after", after == null ? "" : after));
    }

    Uni<List<CatalogEntry>> ofKind(Kind kind) {
        return select("where kind = :kind and not deleted order by id", Map.of("kind", kind.singular()));
    }

    Uni<Optional<CatalogEntry>> live(Kind kind, String id) {
        return select("where kind = :kind and id = :id and not deleted", Map.of("kind", kind.singular(), "id", id))
                .map(found -> found.stream().findFirst());
    }

    private static Uni<List<CatalogEntry>> select(String which, Map<String, ?> parameters) {
        var select = "select cast(json_build_object('kind', kind, 'content', content) as text) from catalog_entry ";
        return Rows.select(select + which, parameters, Stored.class)
                .map(rows -> rows.stream().map(Stored::entry).toList());
    }

    /** Keys of entries that were deleted before this time and whose tombstone is due, which is noted. Entries are held meanwhile. */
    Uni<List<String>> forget(Instant deletedBefore, Instant now, int limit) {
        var update = """
                with due as (
                    select kind, id from catalog_entry
                    where forgotten_at is null and deleted_at <= cast(cast(:before as text) as timestamptz)
                    order by deleted_at, kind, id limit %d for update skip locked)
                update catalog_entry e set forgotten_at = cast(cast(:now as text) as timestamptz)
                from due where e.kind = due.kind and e.id = due.id
                returning cast(to_json(e.kind || ':' || e.id) as text)
                """.formatted(limit);
        return Rows.select(update, Map.of("before", deletedBefore.toString(), "now", now.toString()), String.class);
    }

    Uni<Void> save(Collection<CatalogEntry> entries, Instant now) {
        if (entries.isEmpty()) return Uni.createFrom().voidItem();
        var rows = entries.stream()
                .map(entry -> new Row(
                        entry.kind(),
                        entry.id(),
                        entry.revision(),
                        entry.deleted(),
                        entry.deleted() ? now : null,
                        entry))
                .toList();
        var upsert = """
                insert into catalog_entry (kind, id, revision, deleted, deleted_at, content)
                select kind, id, revision, deleted, "deletedAt", content
                from jsonb_to_recordset(cast(cast(:rows as text) as jsonb))
                    as r(kind text, id text, revision bigint, deleted boolean, "deletedAt" timestamptz, content jsonb)
                on conflict (kind, id) do update
                    set revision = excluded.revision, deleted = excluded.deleted, deleted_at = excluded.deleted_at,
                        forgotten_at = null, content = excluded.content
                """;
        return Rows.execute(upsert, Map.of("rows", Rows.json(rows))).replaceWithVoid();
    }
}
