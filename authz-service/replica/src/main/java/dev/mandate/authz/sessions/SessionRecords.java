package dev.mandate.authz.sessions;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.authz.engine.sessions.SessionFacts;
import dev.mandate.events.actions.ActionEvent;
import dev.mandate.events.actions.ActionEvent.ModelUsed;
import dev.mandate.events.actions.ActionEvent.ToolCalled;
import dev.mandate.events.actions.ActionPlace;
import dev.mandate.events.authz.DecisionAddendum.Withheld;
import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.authz.DecisionEvent.Decided;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.EventFamily;
import dev.mandate.events.cloudevents.Unreadable;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.messaging.follower.TopicFollower;
import dev.mandate.messaging.follower.TopicFollower.Following;
import dev.mandate.messaging.kafka.KafkaClients;
import dev.mandate.messaging.records.KafkaRecords;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Reads what records tell of sessions, as far as it needs to be read. */
final class SessionRecords {
    private static final Logger LOG = Logger.getLogger(SessionRecords.class);
    private static final long BETWEEN_SWEEPS = Duration.ofSeconds(30).toNanos();

    private static final Map<String, Object> SETTINGS =
            Map.of("max.poll.records", 2000, "fetch.max.wait.ms", 2000, "reconnect.backoff.max.ms", 2000);
    /** The broker would wait for company too ({@code fetch.min.bytes}), but for nobody as well, and so be asked 66 times a second by each replica. */
    private static final Duration GATHER = Duration.ofMillis(15);

    private final SessionFacts facts;
    private long swept = System.nanoTime();

    SessionRecords(SessionFacts facts) {
        this.facts = facts;
    }

    /** @param ready true once everything is known that its records are to be understood by */
    static TopicFollower follower(
            EventFamily<?> family,
            KafkaClients clients,
            InstantSource clock,
            BooleanSupplier ready,
            TopicFollower.Taker taker) {
        return new TopicFollower(new Following(family.topic(), SETTINGS, true, ready, GATHER), clients, clock, taker);
    }

    TopicFollower.Taker decisions() {
        return new TopicFollower.Taker() {
            private Instant since = Instant.EPOCH;

            @Override
            public void from(Instant start) {
                since = start;
            }

            @Override
            public void caughtUp() {
                facts.known(since);
            }

            @Override
            public void take(ConsumerRecord<byte[], byte[]> record, boolean live) {
                if (live || !over(record)) decision(record);
                else if (facts.recent(Instant.ofEpochMilli(record.timestamp()))
                        || DecisionBytes.approved(record.value())) remember(record);
            }

            @Override
            public void tick() {
                if (System.nanoTime() - swept < BETWEEN_SWEEPS) return;
                swept = System.nanoTime();
                facts.sweep();
            }
        };
    }

    /** @param own what this process told itself, and counted when it did */
    TopicFollower.Taker actions(OwnPlaces own) {
        return new TopicFollower.Taker() {
            @Override
            public void take(ConsumerRecord<byte[], byte[]> record, boolean live) {
                if (own.has(record.partition(), record.offset())) return;
                if (live || !over(record)) action(record);
            }
        };
    }

    private void decision(ConsumerRecord<byte[], byte[]> record) {
        if (ours(record) || DecisionBytes.denied(record.value())) return;
        try {
            var event = CloudEventCodec.decode(DecisionEvent.FAMILY, KafkaRecords.wire(record))
                    .data();
            if (event instanceof Decided decided) facts.decided(decided);
            if (event instanceof Withheld withheld) facts.withheld(withheld);
        } catch (Unreadable e) {
            LOG.warnf("a decision at %s can't be read: %s", place(record), e.getMessage());
            // Of a type that came later nothing needs to be known; of a decision it does.
            if (e.reason() != Unreadable.Reason.UNKNOWN_TYPE) unreadable(record.key());
        } catch (RuntimeException e) {
            LOG.errorf(e, "a decision at %s can't be counted", place(record));
            unreadable(record.key());
        }
    }

    /** Of a session that is over: what it did counts for whom it was. What can't be read of it counts for nobody any more. */
    private void remember(ConsumerRecord<byte[], byte[]> record) {
        if (DecisionBytes.denied(record.value())) return;
        try {
            var event = CloudEventCodec.decode(DecisionEvent.FAMILY, KafkaRecords.wire(record))
                    .data();
            if (!(event instanceof Decided decided)) return;
            facts.used(decided);
            if (facts.recent(Instant.ofEpochMilli(record.timestamp()))) facts.remembered(decided);
        } catch (Unreadable | RuntimeException e) {
            LOG.debugf("a decision at %s can't be remembered: %s", place(record), e.getMessage());
        }
    }

    private void action(ConsumerRecord<byte[], byte[]> record) {
        try {
            var told = CloudEventCodec.decode(ActionEvent.FAMILY, KafkaRecords.wire(record));
            if (told.data() instanceof ToolCalled called)
                facts.called(called, told.receipt(), new ActionPlace(record.partition(), record.offset()));
            if (told.data() instanceof ModelUsed used) facts.used(used, told.receipt());
        } catch (Unreadable e) {
            // Its call stays without outcome.
            LOG.debugf("an action at %s can't be read: %s", place(record), e.getMessage());
        } catch (RuntimeException e) {
            LOG.errorf(e, "an action at %s can't be counted", place(record));
        }
    }

    /** An own record is on the topic, and all that is before it has been told. */
    void placed(ProducerRecord<byte[], byte[]> record, long timestamp) {
        returned(record.headers(), record.key(), timestamp);
    }

    /** Most records are this replica's own, and needn't be read for what it knows. */
    private boolean ours(ConsumerRecord<byte[], byte[]> record) {
        return returned(record.headers(), record.key(), record.timestamp());
    }

    private boolean returned(Headers headers, byte @Nullable [] key, long timestamp) {
        var id = headers.lastHeader("ce_id");
        var session = sessionOf(key);
        if (id == null || session == null) return false;
        var text = new String(id.value(), UTF_8);
        if (!text.startsWith(DecisionId.PREFIX) || text.indexOf('/') >= 0) return false;
        return facts.returned(session, Instant.ofEpochMilli(timestamp), new DecisionId(text));
    }

    private void unreadable(byte @Nullable [] key) {
        var session = sessionOf(key);
        if (session != null) facts.lost(session);
    }

    /** Nothing of its session can count any more. */
    private boolean over(ConsumerRecord<byte[], byte[]> record) {
        var session = sessionOf(record.key());
        return session != null && facts.over(session, Instant.ofEpochMilli(record.timestamp()));
    }

    private static @Nullable SessionId sessionOf(byte @Nullable [] key) {
        try {
            return key == null ? null : new SessionId(new String(key, UTF_8));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String place(ConsumerRecord<byte[], byte[]> record) {
        return record.topic() + "/" + record.partition() + "@" + record.offset();
    }
}
