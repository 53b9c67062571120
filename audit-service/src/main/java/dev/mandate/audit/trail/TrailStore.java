package dev.mandate.audit.trail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.cloudevents.EventFamily;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.digests.Sha256;
import dev.mandate.messaging.inbox.Received;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Writes the trail: as many rows as one poll brings, in one statement. */
@ApplicationScoped
class TrailStore {
    /** A source whose clock runs ahead by more than this is not believed: its event happened now. */
    static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(5);

    private static final int MAX_STATEMENT = 8 * 1024 * 1024;
    private static final String INSERT = """
            INSERT INTO trail_entry (occurred_at, clock_ahead, topic, type, source, event_id, session, agent, person, \
            delegation, decision, outcome, summary, subject, payload, original, original_sha256)
            SELECT occurred_at, clock_ahead, topic, type, source, event_id, session, agent, person, \
            delegation, decision, outcome, summary, subject, payload, decode(original, 'base64'), decode(sha256, 'hex')
            FROM jsonb_to_recordset(CAST(CAST(?1 AS text) AS jsonb)) AS entry (occurred_at timestamptz, clock_ahead boolean, \
            topic text, type text, source text, event_id text, session text, agent text, person text, \
            delegation text, decision text, outcome text, summary text, subject text, payload jsonb, original text, sha256 text)
            """;

    private final InstantSource clock;

    @Inject
    TrailStore(InstantSource clock) {
        this.clock = clock;
    }

    /** In the transaction that is open. */
    <E> Uni<Void> append(EventFamily<E> family, List<Received<E>> events, Function<E, TrailRow> tell) {
        var now = clock.instant();
        Uni<Void> written = Uni.createFrom().voidItem();
        for (var statement : statements(
                events.stream().map(event -> entry(family, event, tell, now)).toList()))
            written = written.chain(() -> insert(statement));
        return written;
    }

    private static Uni<Void> insert(String entries) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(INSERT)
                        .setParameter(1, entries)
                        .executeUpdate())
                .replaceWithVoid();
    }

    private static <E> ObjectNode entry(
            EventFamily<E> family, Received<E> received, Function<E, TrailRow> tell, Instant now) {
        var envelope = received.envelope();
        var occurred = Occurrence.of(envelope);
        var ahead = occurred.isAfter(now.plus(CLOCK_TOLERANCE));
        ObjectNode entry = EventJson.mapper().valueToTree(tell.apply(received.event()));
        return entry.put("occurred_at", (ahead ? now : occurred).toString())
                .put("clock_ahead", ahead)
                .put("topic", family.topic().name())
                .put("type", family.typeOf(received.event()))
                .put("source", envelope.source())
                .put("event_id", envelope.id())
                .put("original", received.value())
                .put("sha256", Sha256.of(received.value()).hex())
                .set("payload", payload(envelope));
    }

    /** With the digest of what its teller showed, to be held against its decision's. */
    private static ObjectNode payload(Envelope<?> envelope) {
        ObjectNode payload = EventJson.mapper().valueToTree(envelope.data());
        var receipt = envelope.receipt();
        return receipt == null ? payload : payload.put("receipt", receipt.digest());
    }

    /** One statement, unless the poll brought more than PostgreSQL should be handed at a time. */
    static List<String> statements(List<ObjectNode> entries) {
        var statements = new ArrayList<String>();
        var text = new StringBuilder("[");
        for (var entry : entries) {
            if (text.length() > MAX_STATEMENT) {
                statements.add(text.append(']').toString());
                text = new StringBuilder("[");
            }
            text.append(text.length() > 1 ? "," : "").append(storable(entry));
        }
        if (text.length() > 1) statements.add(text.append(']').toString());
        return statements;
    }

    private static String storable(ObjectNode entry) {
        try {
            return StorableJson.of(EventJson.mapper().writeValueAsString(entry));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("an event that can't be written as JSON", e);
        }
    }
}
