package dev.mandate.authz.sessions;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.authz.engine.delegations.Delegations;
import dev.mandate.authz.engine.entities.Catalogue;
import dev.mandate.authz.engine.sessions.CountedCall;
import dev.mandate.authz.engine.sessions.Overtakings;
import dev.mandate.authz.engine.sessions.SessionLedger;
import dev.mandate.events.actions.ActionEvent;
import dev.mandate.events.actions.ActionEvent.ToolCalled;
import dev.mandate.events.actions.ToolResult;
import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.authz.DecisionEvent.Decided;
import dev.mandate.events.authz.DecisionEvent.Withheld;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Unreadable;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.messaging.kafka.KafkaRecords;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Enters what records tell of sessions into the ledger, and takes out sessions that have ended. */
final class SessionRecords {
    private static final Logger LOG = Logger.getLogger(SessionRecords.class);
    private static final String TOOL = "tool/";
    private static final String USE = "use";

    /** Other replicas' clocks may be behind, and their last records on the way. */
    private static final Duration LEEWAY = Duration.ofMinutes(1);

    private static final long BETWEEN_SWEEPS = Duration.ofSeconds(30).toNanos();

    private final SessionLedger ledger;
    private final Catalogue catalogue;
    private final Delegations delegations;
    private final InstantSource clock;
    private volatile Overtakings watcher = (allow, overtaken) -> {};
    private long swept = System.nanoTime();

    SessionRecords(SessionLedger ledger, Catalogue catalogue, Delegations delegations, InstantSource clock) {
        this.ledger = ledger;
        this.catalogue = catalogue;
        this.delegations = delegations;
        this.clock = clock;
    }

    void watch(Overtakings next) {
        watcher = next;
    }

    FactReader.Taker decisions() {
        return new FactReader.Taker() {
            private Instant since = Instant.EPOCH;

            @Override
            public void from(Instant start) {
                since = start;
            }

            @Override
            public void caughtUp() {
                ledger.known(since);
            }

            @Override
            public void take(ConsumerRecord<byte[], byte[]> record, boolean live) {
                if (live || !over(record)) decision(record);
            }

            @Override
            public void tick() {
                if (System.nanoTime() - swept < BETWEEN_SWEEPS) return;
                swept = System.nanoTime();
                sweep();
            }
        };
    }

    FactReader.Taker actions() {
        return new FactReader.Taker() {
            @Override
            public void from(Instant start) {}

            @Override
            public void take(ConsumerRecord<byte[], byte[]> record, boolean live) {
                if (live || !over(record)) action(record);
            }
        };
    }

    private void decision(ConsumerRecord<byte[], byte[]> record) {
        if (ours(record) || DecisionBytes.denied(record.value())) return;
        try {
            var event = CloudEventCodec.decode(DecisionEvent.FAMILY, KafkaRecords.wire(record))
                    .data();
            if (event instanceof Decided decided) decided(decided);
            if (event instanceof Withheld withheld && withheld.session() != null)
                ledger.withheld(withheld.session(), withheld.at(), withheld.decision());
        } catch (Unreadable e) {
            LOG.warnf("a decision at %s can't be read: %s", place(record), e.getMessage());
            // Of a type that came later nothing needs to be known; of a decision it does.
            if (e.reason() != Unreadable.Reason.UNKNOWN_TYPE) unreadable(record.key());
        } catch (RuntimeException e) {
            LOG.errorf(e, "a decision at %s can't be counted", place(record));
            unreadable(record.key());
        }
    }

    void decided(Decided it) {
        var session = it.session();
        if (!it.allowed()
                || session == null
                || it.action().equals(USE)
                || !it.resource().startsWith(TOOL)) return;
        var tool = it.resource().substring(TOOL.length());
        Map<String, Object> arguments = it.arguments() == null ? Map.of() : it.arguments();
        var call = CountedCall.of(tool, catalogue.tool(tool).state(), arguments);
        var overtaken = ledger.arrived(session, it.at(), it.decision(), call);
        if (overtaken != null) watcher.overtook(it, overtaken);
    }

    private void action(ConsumerRecord<byte[], byte[]> record) {
        try {
            var event = CloudEventCodec.decode(ActionEvent.FAMILY, KafkaRecords.wire(record))
                    .data();
            if (event instanceof ToolCalled called) called(called);
        } catch (Unreadable e) {
            // Its call stays without outcome.
            LOG.debugf("an action at %s can't be read: %s", place(record), e.getMessage());
        } catch (RuntimeException e) {
            LOG.errorf(e, "an action at %s can't be counted", place(record));
        }
    }

    void called(ToolCalled it) {
        if (it.decision() == null) return;
        var failed = it.result().status() != ToolResult.Status.SUCCEEDED;
        var now = clock.instant();
        ledger.completed(
                it.session(), it.decision(), it.tool(), failed, it.occurredAt().isAfter(now) ? now : it.occurredAt());
    }

    /** Most records are this replica's own, and needn't be read for what it knows. */
    private boolean ours(ConsumerRecord<byte[], byte[]> record) {
        var id = record.headers().lastHeader("ce_id");
        var session = sessionOf(record.key());
        if (id == null || session == null) return false;
        var text = new String(id.value(), UTF_8);
        if (!text.startsWith(DecisionId.PREFIX) || text.indexOf('/') >= 0) return false;
        return ledger.returned(session, Instant.ofEpochMilli(record.timestamp()), new DecisionId(text));
    }

    private void unreadable(byte @Nullable [] key) {
        var session = sessionOf(key);
        if (session != null) ledger.lost(session, clock.instant());
    }

    private void sweep() {
        var now = clock.instant();
        var today = day(now.minus(LEEWAY));
        ledger.forget((session, day) -> day == null ? ended(session, now) : day < today);
    }

    /** Nothing of its session can count any more. */
    private boolean over(ConsumerRecord<byte[], byte[]> record) {
        var session = sessionOf(record.key());
        if (session == null) return false;
        var now = clock.instant();
        var told = Instant.ofEpochMilli(record.timestamp()).plus(LEEWAY);
        if (session.value().indexOf(':') >= 0) return day(told) < day(now);
        return ended(session.value(), now) || (told.isBefore(now) && forgotten(session.value()));
    }

    /** All delegations that there are have been read before, so that one that isn't there ended long ago. */
    private boolean forgotten(String session) {
        return delegations.states().get(session).missing();
    }

    private static @Nullable SessionId sessionOf(byte @Nullable [] key) {
        try {
            return key == null ? null : new SessionId(new String(key, UTF_8));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static long day(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), 86_400);
    }

    private boolean ended(String session, Instant now) {
        var root = delegations.states().get(session).state();
        if (root == null) return false;
        return root.status() == DelegationState.Status.REVOKED
                || root.expiresAt().plus(LEEWAY).isBefore(now);
    }

    private static String place(ConsumerRecord<byte[], byte[]> record) {
        return record.topic() + "/" + record.partition() + "@" + record.offset();
    }
}
