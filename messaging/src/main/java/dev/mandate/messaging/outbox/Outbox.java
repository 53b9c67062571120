package dev.mandate.messaging.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.github.f4b6a3.ulid.UlidCreator;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.cloudevents.EventFamily;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.cloudevents.StateRecord;
import dev.mandate.events.topics.Topic;
import dev.mandate.messaging.ServiceConfig;
import io.quarkus.arc.All;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Sends events with the transaction that writes the rows they are about.
 *
 * <p>Only for a caller inside a Hibernate Reactive transaction of the current context. He must hold the lock on the aggregate
 * (its row read {@code FOR UPDATE}, or its {@code @Version}) and must have increased the state's revision in the same
 * transaction: that makes the order of the outbox the order of commits for each key.
 */
@ApplicationScoped
@IfBuildProperty(name = "mandate.database", stringValue = "true")
public class Outbox {
    /** By way of text, since the Vert.x client would write a string that is declared json as a JSON string. */
    private static final String INSERT = """
            WITH written AS (
                INSERT INTO outbox (topic, partition, key, headers, value)
                SELECT topic, partition, key, headers, value
                FROM ROWS FROM (json_to_recordset(CAST(CAST(:rows AS text) AS json))
                    AS (topic text, partition integer, key text, headers text, value text)) WITH ORDINALITY
                    AS event (topic, partition, key, headers, value, n)
                ORDER BY n
                RETURNING seq)
            SELECT count(*) FROM written, pg_notify(:channel, '')
            """;

    private final ServiceConfig config;
    private final InstantSource clock;
    private final List<OutboxListener> listeners;

    @Inject
    Outbox(ServiceConfig config, InstantSource clock, @All List<OutboxListener> listeners) {
        this.config = config;
        this.clock = clock;
        this.listeners = listeners;
    }

    public <E> Uni<Void> publish(EventFamily<E> family, E event) {
        return publishAll(family, List.of(event));
    }

    /**
     * In the order of the list.
     *
     * @throws dev.mandate.events.cloudevents.Unwritable if an event is larger than its topic lets readers take
     */
    public <E> Uni<Void> publishAll(EventFamily<E> family, List<? extends E> events) {
        return publishAll(config.source(), family, events);
    }

    /** As {@link #publishAll(EventFamily, List)}, of what another says by this service: {@code <source of the service>:<speaker>} is then the source. */
    public <E> Uni<Void> publishOf(String speaker, EventFamily<E> family, List<? extends E> events) {
        return publishAll(config.source() + ':' + speaker, family, events);
    }

    private <E> Uni<Void> publishAll(String source, EventFamily<E> family, List<? extends E> events) {
        if (events.isEmpty()) return Uni.createFrom().voidItem();
        var traceparent = CurrentTrace.traceparent();
        var rows = events.stream()
                .map(event -> row(
                        family,
                        new Envelope<E>(
                                source,
                                UlidCreator.getMonotonicUlid().toString(),
                                clock.instant(),
                                event,
                                traceparent)))
                .toList();
        var written = insert(rows);
        for (var listener : listeners) written = written.chain(() -> listener.published(events));
        return written;
    }

    /**
     * Tombstones: whoever keeps the state of these keys forgets them. Only once their last revision, which said deleted, has been
     * out for a day.
     */
    public <E extends StateRecord> Uni<Void> forget(EventFamily<E> family, Collection<String> keys) {
        if (keys.isEmpty()) return Uni.createFrom().voidItem();
        return insert(keys.stream()
                .map(key -> Row.of(family.topic(), key, "{}", null))
                .toList());
    }

    private Uni<Void> insert(List<Row> rows) {
        return Panache.getSession().chain(session -> {
            if (session.currentTransaction() == null) {
                throw new IllegalStateException("events are published inside a transaction only");
            }
            return session.<Long>createNativeQuery(INSERT)
                    .setParameter("rows", json(rows))
                    .setParameter("channel", channel(config))
                    .getSingleResult()
                    .replaceWithVoid();
        });
    }

    /** Channels belong to the whole database, which services may share. */
    static String channel(ServiceConfig config) {
        return "mandate_outbox_" + config.service();
    }

    private static <E> Row row(EventFamily<E> family, Envelope<E> envelope) {
        var record = CloudEventCodec.encode(family, envelope);
        var topic = family.topic();
        var value = Objects.requireNonNull(record.value());
        var key = Objects.requireNonNull(record.key());
        return Row.of(topic, new String(key, UTF_8), json(record.headers()), new String(value, UTF_8));
    }

    private static String json(Object value) {
        try {
            return EventJson.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON", e);
        }
    }

    private record Row(
            String topic,
            int partition,
            String key,
            String headers,
            @Nullable String value) {
        static Row of(Topic topic, String key, String headers, @Nullable String value) {
            var partition = Utils.toPositive(Utils.murmur2(key.getBytes(UTF_8))) % topic.partitions();
            return new Row(topic.name(), partition, key, headers, value);
        }
    }
}
