package dev.mandate.messaging.inbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.messaging.inbox.Item.Identity;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The inbox rows, one statement for a batch, in the current session's transaction. */
final class InboxTable {
    /**
     * Sorted, so that two batches never wait for each other's rows in turn. What was there before is looked up for each event
     * that is not new: a join would read the whole inbox, since nobody knows how many rows a batch has.
     */
    private static final String INSERT = """
            WITH arrived AS (
                SELECT source, id, digest, origin FROM json_to_recordset(CAST(CAST(:rows AS text) AS json))
                    AS event (source text, id text, digest text, origin bigint)),
            written AS (
                INSERT INTO inbox (consumer, source, id, digest, origin)
                SELECT :consumer, source, id, decode(digest, 'hex'), origin FROM arrived ORDER BY source, id
                ON CONFLICT DO NOTHING
                RETURNING source, id)
            SELECT arrived.source, arrived.id, written.id IS NOT NULL,
                CASE WHEN written.id IS NULL THEN (SELECT encode(earlier.digest, 'hex') FROM inbox earlier
                    WHERE earlier.consumer = :consumer AND earlier.source = arrived.source AND earlier.id = arrived.id) END,
                CASE WHEN written.id IS NULL THEN (SELECT earlier.origin FROM inbox earlier
                    WHERE earlier.consumer = :consumer AND earlier.source = arrived.source AND earlier.id = arrived.id) END
            FROM arrived
            LEFT JOIN written ON written.source = arrived.source AND written.id = arrived.id
            """;

    private static final String MARK = """
            INSERT INTO input_freshness (topic, partition, complete_until)
            SELECT topic, partition, complete_until FROM json_to_recordset(CAST(CAST(:rows AS text) AS json))
                AS mark (topic text, partition integer, complete_until timestamptz)
            ORDER BY topic, partition
            ON CONFLICT (topic, partition) DO UPDATE
                SET complete_until = greatest(input_freshness.complete_until, excluded.complete_until)
            """;

    private static final String PRESENT = """
            SELECT wanted.n, (SELECT encode(inbox.digest, 'hex') FROM inbox
                WHERE inbox.consumer = wanted.consumer AND inbox.source = wanted.source AND inbox.id = wanted.id
                    AND (wanted.since IS NULL OR inbox.seen_at >= wanted.since))
            FROM json_to_recordset(CAST(CAST(:rows AS text) AS json))
                AS wanted (n integer, consumer text, source text, id text, since timestamptz)
            """;

    private InboxTable() {}

    /**
     * What is known of an event: it is new, or it was here with this content (null: written at this very moment by another).
     *
     * @param origin of the record that it was taken from; null where that wasn't kept
     */
    record Known(
            boolean isNew,
            @Nullable String digest,
            @Nullable Long origin) {
        static final Known NOTHING = new Known(false, null, null);
    }

    static Uni<Map<Identity, Known>> insert(String consumer, Collection<? extends Item<?>> items) {
        var rows = items.stream()
                .map(item -> new Row(item.identity().source(), item.identity().id(), item.digest(), item.origin()))
                .distinct()
                .toList();
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(INSERT, Object[].class)
                        .setParameter("rows", json(rows))
                        .setParameter("consumer", consumer)
                        .getResultList())
                .map(InboxTable::known);
    }

    static Uni<Set<InboxEntry>> present(Collection<InboxEntry> entries) {
        if (entries.isEmpty()) return Uni.createFrom().item(Set.of());
        var wanted = List.copyOf(entries);
        var rows = IntStream.range(0, wanted.size())
                .mapToObj(n -> Wanted.of(n, wanted.get(n)))
                .toList();
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(PRESENT, Object[].class)
                        .setParameter("rows", json(rows))
                        .getResultList())
                .map(found -> found.stream()
                        .filter(row -> wanted.get((Integer) row[0]).isMetBy((String) row[1]))
                        .map(row -> wanted.get((Integer) row[0]))
                        .collect(Collectors.toSet()));
    }

    static Uni<Void> mark(Map<TopicPartition, Instant> marks) {
        var rows = marks.entrySet().stream()
                .map(mark -> Map.of(
                        "topic", mark.getKey().topic(),
                        "partition", mark.getKey().partition(),
                        "complete_until", mark.getValue().toString()))
                .toList();
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(MARK)
                        .setParameter("rows", json(rows))
                        .executeUpdate())
                .replaceWithVoid();
    }

    private static Map<Identity, Known> known(List<Object[]> rows) {
        var known = new HashMap<Identity, Known>();
        for (var row : rows) {
            known.put(
                    new Identity((String) row[0], (String) row[1]),
                    new Known((Boolean) row[2], (String) row[3], (Long) row[4]));
        }
        return known;
    }

    private static String json(Object rows) {
        try {
            return EventJson.mapper().writeValueAsString(rows);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Row(String source, String id, String digest, long origin) {}

    private record Wanted(
            int n,
            String consumer,
            String source,
            String id,
            @Nullable String since) {
        static Wanted of(int n, InboxEntry entry) {
            var since = entry.since();
            return new Wanted(n, entry.consumer(), entry.source(), entry.id(), since == null ? null : since.toString());
        }
    }
}
