package dev.mandate.audit.trail;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.mandate.messaging.paging.Order;
import dev.mandate.messaging.paging.OrderedRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the trail. */
@ApplicationScoped
public class Trail {
    private static final String SELECT = """
            SELECT seq, occurred_at, recorded_at, clock_ahead, topic, type, source, event_id, session, agent, person, \
            delegation, decision, outcome, summary, subject, %s AS payload, \
            encode(original_sha256, 'hex') AS sha256, %s AS original FROM trail_entry""";

    private static final String WHOLE = "payload::text";
    private static final String WITHOUT_ORIGINAL = SELECT.formatted(WHOLE, "NULL::text");
    private static final String WITH_ORIGINAL = SELECT.formatted(
            WHOLE, "translate(encode(original, 'base64'), E'\\n', '')"); // PostgreSQL breaks lines, RFC 2045

    /** Without the limits that events are read with, since escaping makes texts longer. */
    private static final JsonMapper STORED = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .maxNameLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final Pool database;

    @Inject
    Trail(Pool database) {
        this.database = database;
    }

    Uni<TrailPage> page(TrailFilter filter, OrderedRequest<Cursor> asked) {
        return entries(filter.after(asked.after(), asked.order()), asked.rows(), asked.order())
                .map(found -> TrailPage.of(found, asked));
    }

    /** The first of those that match. */
    public Uni<Optional<TrailEntry>> first(TrailFilter filter) {
        return entries(filter, 1).map(found -> found.stream().findFirst());
    }

    /** The first of those that match, with the bytes of its record. */
    Uni<Optional<TrailEntry>> original(TrailFilter filter) {
        return entries(WITH_ORIGINAL, filter, 1, Order.ASC)
                .map(found -> found.stream().findFirst());
    }

    /** In the order in which they happened, at most so many. */
    public Uni<List<TrailEntry>> entries(TrailFilter filter, int limit) {
        return entries(filter, limit, Order.ASC);
    }

    private Uni<List<TrailEntry>> entries(TrailFilter filter, int limit, Order order) {
        return entries(WITHOUT_ORIGINAL, filter, limit, order);
    }

    /** Lines without their records, and with what this expression makes of the payload. */
    Uni<List<TrailEntry>> entriesWith(String payload, TrailFilter filter, int limit) {
        return entries(SELECT.formatted(payload, "NULL::text"), filter, limit, Order.ASC);
    }

    private Uni<List<TrailEntry>> entries(String select, TrailFilter filter, int limit, Order order) {
        return database.preparedQuery(select + filter.where() + order.by("occurred_at", "seq") + " LIMIT " + limit)
                .execute(Tuple.wrap(filter.values()))
                .map(Trail::entries);
    }

    /** Those of the ids of which the trail has no decision. */
    Uni<List<String>> missingDecisions(List<String> ids) {
        return database.preparedQuery("""
                        SELECT DISTINCT id FROM unnest($1::text[]) AS id WHERE NOT EXISTS (SELECT 1 FROM trail_entry \
                        WHERE decision = id AND type = 'authz.decision.v1') ORDER BY id""")
                .execute(Tuple.of(ids.toArray(String[]::new)))
                .map(rows -> {
                    var missing = new ArrayList<String>();
                    for (var row : rows) missing.add(row.getString("id"));
                    return missing;
                });
    }

    private static List<TrailEntry> entries(RowSet<Row> rows) {
        var entries = new ArrayList<TrailEntry>();
        for (var row : rows)
            entries.add(new TrailEntry(
                    row.getLong("seq").toString(),
                    row.getOffsetDateTime("occurred_at").toInstant(),
                    row.getOffsetDateTime("recorded_at").toInstant(),
                    row.getBoolean("clock_ahead"),
                    row.getString("topic"),
                    row.getString("type"),
                    row.getString("source"),
                    row.getString("event_id"),
                    row.getString("session"),
                    row.getString("agent"),
                    row.getString("person"),
                    row.getString("delegation"),
                    row.getString("decision"),
                    row.getString("outcome"),
                    row.getString("summary"),
                    row.getString("subject"),
                    json(row.getString("payload")),
                    row.getString("sha256"),
                    row.getString("original")));
        return entries;
    }

    private static JsonNode json(String text) {
        try {
            return STORED.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the trail holds what is not JSON", e);
        }
    }
}
