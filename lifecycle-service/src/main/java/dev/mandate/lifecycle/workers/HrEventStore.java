package dev.mandate.lifecycle.workers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.hr.HrEvent;
import dev.mandate.events.hr.WorkerAttributes;
import dev.mandate.lifecycle.sql.Rows;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rows of table {@code hr_event}: what HR has said, for ever. */
@ApplicationScoped
class HrEventStore {
    record Key(String source, String id) {
        static Key of(HrFact fact) {
            return new Key(fact.source(), fact.id());
        }
    }

    /** Of which hash the event with this key is that was there before. */
    record Known(String source, String id, String hash) {
        Key key() {
            return new Key(source, id);
        }
    }

    private record Row(
            String source,
            String id,
            String hash,
            String employeeId,
            Instant effectiveAt,
            long sequence,
            String type,
            @Nullable WorkerAttributes attributes) {
        static Row of(HrFact fact) {
            var event = fact.event();
            return new Row(
                    fact.source(),
                    fact.id(),
                    fact.hash(),
                    event.employeeId(),
                    fact.effectiveAt(),
                    event.sequence(),
                    fact.type(),
                    fact.attributes());
        }
    }

    private record Stored(String source, String id, String type, JsonNode event) {
        HrFact fact() {
            try {
                var known = Objects.requireNonNull(HrEvent.FAMILY.classOf(type));
                return new HrFact(source, id, EventJson.mapper().treeToValue(event, known));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("hr_event " + source + " " + id + " can't be read", e);
            }
        }
    }

    /** @return those that were there before, which are not written again */
    Uni<Map<Key, String>> insert(Collection<HrFact> facts) {
        var rows = facts.stream().map(Row::of).toList();
        var insert = """
                with r as (select * from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r(source text, id text, hash text,
                        "employeeId" text, "effectiveAt" timestamptz, sequence bigint, type text, attributes jsonb)),
                    written as (insert into hr_event (source, id, hash, employee_id, effective_at, sequence, type, attributes)
                        select source, id, hash, "employeeId", "effectiveAt", sequence, type, attributes from r
                        on conflict do nothing returning source, id)
                select cast(json_build_object('source', source, 'id', id, 'hash', '') as text) from written
                """;
        return Rows.select(insert, Map.of("rows", Rows.json(rows)), Known.class).chain(written -> {
            var fresh = written.stream().map(Known::key).collect(Collectors.toSet());
            var others = rows.stream()
                    .map(row -> new Key(row.source, row.id))
                    .filter(key -> !fresh.contains(key))
                    .toList();
            return others.isEmpty() ? Uni.createFrom().item(Map.of()) : hashes(others);
        });
    }

    /** Of those that are there. */
    Uni<Map<Key, String>> hashes(List<Key> keys) {
        var select = """
                select cast(json_build_object('source', e.source, 'id', e.id, 'hash', e.hash) as text)
                from jsonb_to_recordset(cast(cast(:keys as text) as jsonb)) as k(source text, id text)
                join hr_event e on e.source = k.source and e.id = k.id
                """;
        return Rows.select(select, Map.of("keys", Rows.json(keys)), Known.class)
                .map(known -> known.stream().collect(Collectors.toMap(Known::key, Known::hash)));
    }

    Uni<Map<String, List<HrFact>>> histories(Collection<String> employeeIds) {
        if (employeeIds.isEmpty()) return Uni.createFrom().item(Map.of());
        var select = """
                select cast(json_build_object('source', source, 'id', id, 'type', type, 'event', json_build_object(
                    'employeeId', employee_id, 'effectiveAt', effective_at, 'sequence', sequence,
                    'attributes', attributes)) as text)
                from hr_event where employee_id in (select json_array_elements_text(cast(cast(:ids as text) as json)))
                """;
        return Rows.select(select, Map.of("ids", Rows.json(employeeIds)), Stored.class)
                .map(rows -> rows.stream()
                        .map(Stored::fact)
                        .collect(Collectors.groupingBy(fact -> fact.event().employeeId())));
    }
}
