package dev.mandate.audit.checkpoints;

import dev.mandate.audit.transparency.TrailLine;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lines of the trail in the order of their numbers, with all that is digested of them. */
@ApplicationScoped
class StoredLines {
    /** Of one page, in bytes of records and events; one line may have more. */
    private static final long PAGE_BYTES = 4 * 1024 * 1024;
    /** Of one checkpoint: an agent says how large its events are. */
    private static final long CHECKPOINT_BYTES = 4 * PAGE_BYTES;

    private static final String COLUMNS = """
            SELECT seq, recorded_at, occurred_at, clock_ahead, topic, type, source, event_id, session, agent, person, delegation, \
            decision, outcome, summary, subject, payload::text AS payload, encode(original_sha256, 'hex') AS sha256""";

    /**
     * Lines of one number, of which there is one but where somebody put in another, are never on two pages; of very many two are enough to tell, and
     * what follows them is passed over, so that whoever puts them in doesn't fill the memory.
     */
    private static final String NEXT = """
             FROM (SELECT *, rank() OVER by_number AS place, sum(size) OVER by_number AS bytes, row_number() OVER by_line AS nth, \
            sum(size) OVER by_line AS bytes_here FROM (SELECT *, coalesce(octet_length(original), 0) + pg_column_size(payload) AS size \
            FROM (SELECT * FROM trail_entry WHERE seq BETWEEN $1 AND $2 ORDER BY seq FETCH FIRST ($3::bigint) ROWS WITH TIES) AS next \
            LIMIT ($3::bigint + 1000)) AS few WINDOW by_number AS (ORDER BY seq), by_line AS (ORDER BY seq, recorded_at ROWS \
            UNBOUNDED PRECEDING)) AS sized WHERE bytes <= $4 OR place = 1 AND (nth <= 2 OR bytes_here <= $4) ORDER BY seq, recorded_at""";

    private static final String SETTLED = COLUMNS + ", NULL::bytea AS original" + NEXT;
    private static final String PAGE = COLUMNS + ", original" + NEXT;

    /**
     * Each start of a server begins a life of its own, in which transactions are counted on: so does the one that a backup was brought back into. As
     * seconds, since as a text each connection would say it by its own time zone.
     */
    private static final String SERVER = "extract(epoch FROM pg_postmaster_start_time())::text AS server";

    private static final String NUMBERS = """
            SELECT given, (SELECT coalesce(max(seq), 0) FROM trail_entry WHERE seq <= given) AS newest, %s \
            FROM (SELECT coalesce(pg_sequence_last_value('trail_seq'), 0) AS given) AS numbers""".formatted(SERVER);

    private static final String NOW = "SELECT pg_current_xact_id()::text AS transaction, " + SERVER;

    private static final String PASSED =
            "SELECT pg_snapshot_xmin(pg_current_snapshot()) >= $1::text::xid8 AS over, " + SERVER;

    private final Pool database;

    StoredLines(Pool database) {
        this.database = database;
    }

    /**
     * @param newest number of the newest line that can be seen; 0 where there is none
     * @param given the last number that the trail has given to a line: whatever has a higher one, somebody else put in
     * @param server that says so, by when it was started
     */
    record Numbers(long newest, long given, String server) {}

    /**
     * An instant by the database's own count of transactions, which means nothing to a server that was started at another time.
     *
     * @param transaction one that began to write before has a lower number
     */
    record Moment(String transaction, String server) {}

    /** Whether all transactions that had begun to write before a moment have ended. */
    enum Passed {
        NOT_YET,
        OVER,
        /** The server that counted is gone, and with it whatever it had open. */
        OF_ANOTHER_SERVER
    }

    /** Whoever puts in a line with the highest number of all keeps none of those that come from being the newest. */
    Uni<Numbers> numbers() {
        return database.query(NUMBERS)
                .execute()
                .map(rows -> rows.iterator().next())
                .map(row -> new Numbers(row.getLong("newest"), row.getLong("given"), row.getString("server")));
    }

    /**
     * Whoever takes up a line has begun to write before, since the inbox's rows come first: so all lines with a lower number than one that was seen
     * before this moment are settled once it has {@link #passed}. What a snapshot calls its xmax wouldn't do: it is below transactions that run.
     */
    Uni<Moment> now() {
        return database.query(NOW)
                .execute()
                .map(rows -> rows.iterator().next())
                .map(row -> new Moment(row.getString("transaction"), row.getString("server")));
    }

    Uni<Passed> passed(Moment moment) {
        return database.preparedQuery(PASSED)
                .execute(Tuple.of(moment.transaction()))
                .map(rows -> rows.iterator().next())
                .map(row -> {
                    if (!row.getString("server").equals(moment.server())) return Passed.OF_ANOTHER_SERVER;
                    return row.getBoolean("over") ? Passed.OVER : Passed.NOT_YET;
                });
    }

    /** The next ones, without their records: so many at most, and at least one. */
    Uni<List<TrailLine>> settled(long after, long upto, int limit) {
        return database.preparedQuery(SETTLED)
                .execute(Tuple.of(after + 1, upto, (long) limit, CHECKPOINT_BYTES))
                .map(StoredLines::lines);
    }

    /**
     * The next ones with their records: so many at most, and at least one.
     *
     * @param after null for those from the beginning, which somebody may have put before the first number
     */
    Uni<List<TrailLine>> page(@Nullable Long after, int limit) {
        if (after != null && after == Long.MAX_VALUE) return Uni.createFrom().item(List.of());
        var first = after == null ? Long.MIN_VALUE : after + 1;
        return database.preparedQuery(PAGE)
                .execute(Tuple.of(first, Long.MAX_VALUE, (long) limit, PAGE_BYTES))
                .map(StoredLines::lines);
    }

    private static List<TrailLine> lines(RowSet<Row> rows) {
        var lines = new ArrayList<TrailLine>();
        for (var row : rows) {
            var original = row.getBuffer("original");
            lines.add(new TrailLine(
                    row.getLong("seq"),
                    row.getOffsetDateTime("recorded_at").toInstant(),
                    row.getOffsetDateTime("occurred_at").toInstant(),
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
                    row.getString("payload"),
                    row.getString("sha256"),
                    original == null ? null : original.getBytes()));
        }
        return lines;
    }
}
