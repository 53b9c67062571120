package dev.mandate.audit.simulation;

import com.fasterxml.jackson.core.JacksonException;
import dev.mandate.events.actions.ActionEvent;
import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.cloudevents.EventFamily;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.cloudevents.Receipt;
import dev.mandate.events.topics.TopicCatalogue;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Decisions and actions as the trail has them, in the order in which they happened. Blocks; not for an event loop. */
@ApplicationScoped
class TrailHistory {
    private static final Logger LOG = Logger.getLogger(TrailHistory.class);
    private static final int PAGE = 500;

    /** Of records; what they are read into takes some times as much. */
    static final long PAGE_BYTES = 4 * 1024 * 1024;

    /** A call may follow its decision so much later. */
    private static final Duration BEFORE = Duration.ofHours(1);

    private static final String WANTED = " FROM trail_entry WHERE (topic = '" + TopicCatalogue.AGENT_ACTIONS.name()
            + "' AND occurred_at >= $1 OR topic = '" + TopicCatalogue.AUTHZ_DECISIONS.name()
            + "' AND occurred_at >= $2) AND occurred_at >= $2 AND occurred_at <= $3";

    private static final String BEGIN =
            "SELECT occurred_at, seq" + WANTED + " ORDER BY occurred_at DESC, seq DESC OFFSET $4 LIMIT 1";

    /** An agent says how large its events are: of large ones a page has fewer, and at least one. */
    private static final String NEXT = """
            SELECT occurred_at, recorded_at, seq, topic, type, source, event_id, payload::text AS payload,
                payload ->> 'receipt' AS receipt, original FROM (
                SELECT *, sum(size) OVER so_far AS bytes, row_number() OVER so_far AS place FROM (
                    SELECT *, coalesce(octet_length(original), octet_length(payload::text)) AS size%s
                    AND (occurred_at, seq) > ($4, $5) ORDER BY occurred_at, seq LIMIT %d) AS few
                WINDOW so_far AS (ORDER BY occurred_at, seq ROWS UNBOUNDED PRECEDING)) AS sized
            WHERE bytes <= %d OR place = 1 ORDER BY occurred_at, seq""".formatted(WANTED, PAGE, PAGE_BYTES);

    private final TrailDatabase database;

    TrailHistory(TrailDatabase database) {
        this.database = database;
    }

    /** Takes what happened, one after the other. */
    interface Told {
        void decision(Envelope<? extends DecisionEvent> decision, Instant came);

        void action(Envelope<? extends ActionEvent> action, Instant came);
    }

    /**
     * How much was told.
     *
     * @param lines that were read
     * @param unreadable of these: they are of another version, and weren't told
     * @param cut there was more than could be read: the oldest are left out
     * @param end why the newest are left out, if they are
     * @param first when the first happened; null where none did
     * @param last when the last did
     */
    record Extent(
            int lines,
            int unreadable,
            boolean cut,
            End end,
            @Nullable Instant first,
            @Nullable Instant last) {}

    /** Why reading ended. */
    enum End {
        ALL_READ,
        NO_TIME,
        NO_MEMORY
    }

    /**
     * Tells the newest ones.
     *
     * @param until what happened later isn't told
     * @param most lines
     * @param room {@link End#ALL_READ} while there is some for one more line, else what is missing
     */
    Extent read(Instant since, Instant until, int most, Supplier<End> room, Told told) {
        var begin = database.ask(BEGIN, range(since, until).addInteger(most));
        var cut = begin.size() > 0;
        var at = cut ? begin.iterator().next().getOffsetDateTime("occurred_at") : utc(Instant.EPOCH);
        var seq = cut ? begin.iterator().next().getLong("seq") : 0;
        var lines = 0;
        var unreadable = 0;
        Instant first = null;
        Instant last = null;
        for (var page = page(since, until, at, seq); page.size() > 0; page = page(since, until, at, seq))
            for (var row : page) {
                var end = room.get();
                if (end != End.ALL_READ) return new Extent(lines, unreadable, cut, end, first, last);
                at = row.getOffsetDateTime("occurred_at");
                seq = row.getLong("seq");
                last = at.toInstant();
                if (first == null) first = last;
                if (!tell(row, told)) unreadable++;
                lines++;
            }
        return new Extent(lines, unreadable, cut, End.ALL_READ, first, last);
    }

    /** The next ones after a line, or all that are left where they are few and small. */
    RowSet<Row> page(Instant since, Instant until, OffsetDateTime at, long seq) {
        return database.ask(NEXT, range(since, until).addOffsetDateTime(at).addLong(seq));
    }

    private static Tuple range(Instant since, Instant until) {
        return Tuple.tuple()
                .addOffsetDateTime(utc(since))
                .addOffsetDateTime(utc(since.minus(BEFORE)))
                .addOffsetDateTime(utc(until));
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    private static boolean tell(Row row, Told told) {
        var came = row.getOffsetDateTime("recorded_at").toInstant();
        try {
            if (row.getString("topic").equals(TopicCatalogue.AUTHZ_DECISIONS.name()))
                told.decision(envelope(DecisionEvent.FAMILY, row), came);
            else told.action(showing(envelope(ActionEvent.FAMILY, row), row.getString("receipt")), came);
            return true;
        } catch (IOException | IllegalArgumentException e) {
            LOG.debugf("line %d can't be judged again: %s", row.getLong("seq"), e.getMessage());
            return false;
        }
    }

    /** Of what its teller showed the trail has the digest. */
    private static <E> Envelope<E> showing(Envelope<E> told, @Nullable String digest) {
        return digest == null ? told : told.showing(new Receipt(digest));
    }

    private static <E> Envelope<E> envelope(EventFamily<E> family, Row row) throws IOException {
        var type = family.classOf(row.getString("type"));
        if (type == null) throw new IllegalArgumentException("its type is of another version");
        return new Envelope<>(
                row.getString("source"),
                row.getString("event_id"),
                row.getOffsetDateTime("occurred_at").toInstant(),
                event(type, row),
                null);
    }

    /** The record's own bytes, which say numbers as they were sent; what the trail made of them for a record that has an envelope around it. */
    private static <E> E event(Class<? extends E> type, Row row) throws IOException {
        var original = row.getBuffer("original");
        if (original != null)
            try {
                return EventJson.mapper().readValue(original.getBytes(), type);
            } catch (JacksonException enveloped) {
                LOG.tracef("line %d: %s", row.getLong("seq"), enveloped.getMessage());
            }
        return EventJson.mapper().readValue(row.getString("payload"), type);
    }
}
