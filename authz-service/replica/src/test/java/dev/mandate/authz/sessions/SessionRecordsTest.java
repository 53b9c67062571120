package dev.mandate.authz.sessions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.authz.engine.approvals.ApprovalUses;
import dev.mandate.authz.engine.delegations.Delegations;
import dev.mandate.authz.engine.entities.Catalogue;
import dev.mandate.authz.engine.sessions.CountedCall;
import dev.mandate.authz.engine.sessions.RecordPlaces;
import dev.mandate.authz.engine.sessions.SessionFacts;
import dev.mandate.authz.engine.sessions.SessionLedger;
import dev.mandate.authz.engine.sessions.SessionTally;
import dev.mandate.events.authz.CallDigest;
import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.authz.DecisionEvent.Decided;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.cloudevents.WireRecord;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.lifecycle.CatalogEntry.Tool;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.messaging.follower.TopicFollower;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionRecordsTest {
    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
    private static final SessionId TASK = new SessionId("del_task");
    private static final Duration PERMIT = Duration.ofMinutes(5);
    private static final DecisionId DECISION = DecisionId.next();

    private final SessionLedger ledger = new SessionLedger(100);
    private final Catalogue catalogue = new Catalogue();
    private final TopicFollower.Taker decisions =
            new SessionRecords(new SessionFacts(ledger, catalogue, Delegations.empty(), PERMIT, () -> NOW)).decisions();

    private final RecordPlaces places = new RecordPlaces();
    private final TopicFollower.Taker waited = new SessionRecords(new SessionFacts(
                    ledger, new ApprovalUses(), places, catalogue, Delegations.empty(), PERMIT, () -> NOW))
            .decisions();

    @BeforeEach
    void begin() {
        catalogue.apply(new Tool("mail.read", 1, false, "mail.read", "mail", Set.of(ToolLabel.PRIVATE), Map.of()));
        decisions.from(NOW.minusSeconds(3600));
        decisions.caughtUp();
    }

    @Test
    void an_allow_counts_under_the_labels_of_its_tool_and_a_denial_not_at_all() {
        take("mail.read", true);
        take("mail.read", false);
        assertThat(tally().calls()).isEqualTo(1);
        assertThat(tally().labels()).containsExactly(ToolLabel.PRIVATE);
    }

    @Test
    void a_tool_that_is_gone_counts_under_every_label() {
        take("gone", true);
        assertThat(tally().labels()).containsExactlyInAnyOrder(ToolLabel.values());
    }

    @Test
    void of_a_session_with_a_decision_that_cannot_be_read_nothing_is_certain() {
        assertThat(ledger.doubt(TASK, NOW, NOW, null)).isNull();
        decisions.take(record(Map.of(), "{".getBytes(UTF_8)), true);
        assertThat(ledger.doubt(TASK, NOW, NOW, null)).contains("can't be read");
        assertThat(ledger.doubt(new SessionId("del_other"), NOW, NOW, null)).isNull();
    }

    @Test
    void a_decision_that_fails_to_be_counted_stops_nothing_and_makes_its_session_doubtful() {
        var facts = new SessionFacts(ledger, catalogue, Delegations.empty(), PERMIT, () -> NOW);
        var failing = new SessionRecords(facts);
        facts.watch((allow, overtaken) -> {
            throw new IllegalStateException("a bug");
        });
        allowed(DECISION);
        take("mail.read", true);
        failing.decisions().take(ofAllow(DECISION), true);
        assertThat(ledger.doubt(TASK, NOW, NOW, null)).contains("can't be read");
    }

    @Test
    void an_allow_that_waits_for_its_place_stands_once_its_record_is_read_and_nothing_came_before() {
        var stands = waits();
        waited.take(ofAllow(DECISION), true);
        assertThat(stands).isCompletedWithValue(true);
    }

    @Test
    void before_which_another_came_it_stands_only_if_somebody_says_so() {
        var stands = waits();
        take("mail.read", true);
        waited.take(ofAllow(DECISION), true);
        assertThat(stands).isCompletedWithValue(false);
    }

    @Test
    void of_a_session_of_which_something_cannot_be_read_none_stands() {
        var stands = waits();
        waited.take(record(Map.of(), "{".getBytes(UTF_8)), true);
        waited.take(ofAllow(DECISION), true);
        assertThat(stands).isCompletedWithValue(false);
    }

    private CompletableFuture<Boolean> waits() {
        places.areTold();
        places.expect(DECISION);
        allowed(DECISION);
        return places.of(DECISION);
    }

    private void allowed(DecisionId decision) {
        ledger.count(
                TASK,
                NOW,
                ledger.of(TASK, NOW),
                decision,
                CountedCall.of("gone", null, Map.of()),
                CallDigest.of(new IdentityId("agt_x"), "gone", Map.of()));
    }

    @Test
    void an_allow_that_is_larger_than_readers_take_makes_its_session_doubtful_and_a_denial_does_not() {
        var larger = " ".repeat(DecisionEvent.FAMILY.topic().maxBytes());
        decisions.take(record(Map.of(), ("{\"allowed\":false}" + larger).getBytes(UTF_8)), true);
        assertThat(ledger.doubt(TASK, NOW, NOW, null)).isNull();
        decisions.take(record(Map.of(), ("{\"allowed\":true}" + larger).getBytes(UTF_8)), true);
        assertThat(ledger.doubt(TASK, NOW, NOW, null)).contains("can't be read");
    }

    @Test
    void a_record_of_a_type_that_came_later_casts_no_doubt() {
        decisions.take(
                record(
                        Map.of(
                                "ce_specversion",
                                "1.0",
                                "ce_type",
                                "authz.something.v9",
                                "ce_id",
                                "x",
                                "ce_source",
                                "x"),
                        "{}".getBytes(UTF_8)),
                true);
        assertThat(ledger.doubt(TASK, NOW, NOW, null)).isNull();
    }

    @Test
    void after_a_restart_a_task_that_is_forgotten_takes_no_room_unless_its_record_is_new() {
        takeAgain(NOW.minusSeconds(120));
        assertThat(ledger.size()).isZero();
        takeAgain(NOW.minusSeconds(1));
        assertThat(ledger.size()).isOne();
    }

    private void takeAgain(Instant written) {
        var wire = encoded(SessionDecisions.decided(TASK, DecisionId.next(), "mail.read", Map.of(), true));
        decisions.take(record(written, wire.headers(), wire.value()), false);
    }

    private SessionTally tally() {
        return ledger.of(TASK, NOW);
    }

    private void take(String tool, boolean allowed) {
        var wire = encoded(SessionDecisions.decided(TASK, DecisionId.next(), tool, Map.of(), allowed));
        decisions.take(record(wire.headers(), wire.value()), true);
    }

    private static WireRecord encoded(Decided decided) {
        return CloudEventCodec.encode(
                DecisionEvent.FAMILY, new Envelope<>("urn:x", decided.decision().value(), NOW, decided, null));
    }

    private static ConsumerRecord<byte[], byte[]> ofAllow(DecisionId decision) {
        var wire = encoded(SessionDecisions.decided(TASK, decision, "gone", Map.of(), true));
        return record(wire.headers(), wire.value());
    }

    private static ConsumerRecord<byte[], byte[]> record(Map<String, String> headers, byte[] value) {
        return record(NOW, headers, value);
    }

    private static ConsumerRecord<byte[], byte[]> record(Instant written, Map<String, String> headers, byte[] value) {
        var all = new RecordHeaders();
        headers.forEach((name, text) -> all.add(name, text.getBytes(UTF_8)));
        var key = TASK.value().getBytes(UTF_8);
        return new ConsumerRecord<>(
                DecisionEvent.FAMILY.topic().name(),
                0,
                0,
                written.toEpochMilli(),
                TimestampType.CREATE_TIME,
                key.length,
                value.length,
                key,
                value,
                all,
                Optional.empty());
    }
}
