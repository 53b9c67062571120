package dev.mandate.authz.decisions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.authz.engine.approvals.ApprovalUses;
import dev.mandate.authz.engine.decisions.DecisionCase;
import dev.mandate.authz.engine.decisions.DecisionWorld;
import dev.mandate.authz.engine.decisions.answers.Verdict;
import dev.mandate.authz.engine.decisions.questions.Reason;
import dev.mandate.authz.engine.recording.BufferedActions;
import dev.mandate.authz.engine.recording.DecisionLog;
import dev.mandate.authz.engine.sessions.RecordPlaces;
import dev.mandate.authz.recording.RunningSender;
import dev.mandate.events.authz.CallDigest;
import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.authz.DecisionEvent.Decided;
import dev.mandate.events.authz.NeededApproval;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.cloudevents.Unreadable;
import dev.mandate.events.cloudevents.WireRecord;
import dev.mandate.events.ids.ApprovalId;
import dev.mandate.events.ids.DecisionId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DecisionLogTest {
    private final MockProducer<byte[], byte[]> broker =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final RunningSender running = new RunningSender(broker, Duration.ofMillis(300), 1_000_000);
    private final DecisionWorld world = new DecisionWorld();
    private final ApprovalUses uses = new ApprovalUses();
    private final RecordPlaces places = new RecordPlaces();
    private final DecisionLog log = log(Set.of());
    private final DecisionLog buffering = log(Set.of("private"));

    @AfterEach
    void stop() {
        log.close();
        buffering.close();
        running.close();
    }

    @Test
    void an_allow_leaves_only_once_its_record_is_acknowledged() {
        var answer = log.keep(verdict("ada"));
        await().until(() -> broker.history().size() == 1);
        assertThat(answer).isNotDone();
        broker.completeNext();
        assertAllowed(answer);
    }

    @Test
    void an_allow_that_is_not_acknowledged_in_time_is_a_deny_and_withheld_is_recorded_until_it_is_taken() {
        var allow = verdict("ada");
        var answer = log.keep(allow);
        assertThat(answer).succeedsWithin(Duration.ofSeconds(2)).satisfies(verdict -> {
            assertThat(verdict.reason()).isEqualTo(Reason.DECISION_LOG_UNAVAILABLE);
            assertThat(verdict.id()).isEqualTo(allow.id());
        });
        broker.completeNext(); // the record got there, only too late
        await().until(() -> broker.history().size() == 2);
        broker.errorNext(new TimeoutException("no broker"));
        await().atMost(Duration.ofSeconds(5)).until(() -> broker.history().size() == 3);
        assertThat(types())
                .containsExactly("authz.decision.v1", "authz.decision.withheld.v1", "authz.decision.withheld.v1");
    }

    @Test
    void a_process_that_stood_still_lets_no_allow_leave_of_before_though_its_record_is_acknowledged() {
        var now = new AtomicReference<>(Instant.now());
        var stood = new DecisionLog( // not started: nobody gives anything up, as while a process stands still
                running.sender(),
                new BufferedActions(Set.of(), world.directory.catalogue()),
                new DecisionMetrics(new SimpleMeterRegistry()),
                Duration.ofMinutes(1),
                now::get);
        var answer = stood.keep(verdict("ada"));
        await().until(() -> broker.history().size() == 1);
        now.updateAndGet(then -> then.plus(Duration.ofMinutes(2)));
        broker.completeNext();
        assertDenied(answer, Reason.DECISION_LOG_UNAVAILABLE);
        await().until(() -> types().equals(List.of("authz.decision.v1", "authz.decision.withheld.v1")));
    }

    @Test
    void a_denial_leaves_only_once_its_record_is_acknowledged() {
        var answer = log.keep(verdict("finn"));
        await().until(() -> types().equals(List.of("authz.decision.v1")));
        assertThat(answer).isNotDone();
        broker.completeNext();
        assertThat(answer)
                .succeedsWithin(Duration.ofSeconds(2))
                .satisfies(verdict -> assertThat(verdict.allowed()).isFalse());
    }

    @Test
    void a_denial_whose_record_is_not_acknowledged_in_time_leaves_with_its_own_reason_and_is_recorded_later() {
        var denial = verdict("finn");
        assertDenied(log.keep(denial), denial.reason());
        broker.errorNext(new TimeoutException("no broker"));
        await().atMost(Duration.ofSeconds(5))
                .until(() -> types().equals(List.of("authz.decision.v1", "authz.decision.v1")));
    }

    @Test
    void a_denial_does_not_wait_while_the_broker_takes_no_records_and_is_recorded_all_the_same() {
        var first = log.keep(verdict("finn"));
        await().until(() -> broker.history().size() == 1);
        broker.errorNext(new TimeoutException("no broker"));
        assertThat(first).succeedsWithin(Duration.ofSeconds(2));
        assertThat(log.keep(verdict("finn"))).succeedsWithin(Duration.ofMillis(200));
        await().atMost(Duration.ofSeconds(5)).until(() -> broker.history().size() == 2);
        broker.completeNext(); // the first, tried again
        await().atMost(Duration.ofSeconds(5)).until(() -> broker.history().size() == 3);
    }

    @Test
    void an_allow_of_an_action_group_that_the_operator_chose_does_not_wait_and_its_record_says_so() throws Exception {
        var answer = buffering.keep(verdict("ada"));
        assertThat(answer).isCompletedWithValueMatching(Verdict::allowed);
        await().until(() -> broker.history().size() == 1);
        assertThat(value(0).get("logged").textValue()).isEqualTo("BUFFERED");
        var other = log.keep(verdict("ada"));
        await().until(() -> broker.history().size() == 2);
        assertThat(value(1).get("logged").textValue()).isEqualTo("ACKNOWLEDGED");
        assertThat(other).isNotDone();
    }

    @Test
    void an_allow_by_an_approval_leaves_once_its_record_has_come_back_as_the_first_that_uses_it() {
        var first = approved();
        var answer = acknowledged(buffering, first);
        assertThat(answer).isNotDone();
        uses.returned(first.id(), true);
        assertAllowed(answer);
    }

    @Test
    void an_allow_whose_approval_another_record_had_used_up_before_is_a_deny_and_is_withheld_on_record() {
        var late = approved();
        var answer = acknowledged(log, late);
        uses.recorded(late.approval().id(), DecisionId.next());
        uses.returned(late.id(), true);
        assertDenied(answer, Reason.APPROVAL_USED);
        awaitWithheld();
    }

    @Test
    void an_allow_by_an_approval_whose_record_does_not_come_back_is_a_deny_and_is_withheld_on_record() {
        assertDenied(acknowledged(log, approved()), Reason.DECISION_LOG_UNAVAILABLE);
        awaitWithheld();
    }

    @Test
    void an_allow_that_waits_for_its_place_leaves_once_it_is_known_that_nothing_before_it_makes_a_difference() {
        var allow = placed();
        var answer = acknowledged(log, allow);
        assertThat(answer).isNotDone();
        places.settle(allow.id(), true);
        assertAllowed(answer);
    }

    @Test
    void an_allow_before_which_another_came_that_makes_a_difference_is_a_deny_and_is_withheld_on_record() {
        var late = placed();
        var answer = log.keep(late);
        await().until(() -> broker.history().size() == 1);
        places.settle(late.id(), false);
        assertThat(answer).isNotDone();
        broker.completeNext();
        assertDenied(answer, Reason.SESSION_UNKNOWN);
        awaitWithheld();
    }

    @Test
    void that_an_allow_was_withheld_is_sent_before_what_is_decided_once_that_is_known() {
        var late = placed();
        log.keep(late).thenAccept(denial -> log.keep(verdict("ada")));
        await().until(() -> broker.history().size() == 1);
        places.settle(late.id(), false);
        broker.completeNext();
        await().until(() -> broker.history().size() == 3);
        assertThat(types()).containsExactly("authz.decision.v1", "authz.decision.withheld.v1", "authz.decision.v1");
    }

    @Test
    void an_allow_whose_place_nobody_tells_is_a_deny_and_is_withheld_on_record_once() {
        var late = placed();
        assertDenied(acknowledged(log, late), Reason.DECISION_LOG_UNAVAILABLE);
        awaitWithheld();
        places.settle(late.id(), false);
        assertDenied(log.keep(verdict("finn")), Reason.PERSON_POLICY);
        assertThat(types()).containsOnlyOnce("authz.decision.withheld.v1");
    }

    @Test
    void an_allow_of_a_group_that_does_not_wait_for_its_record_does_not_wait_for_its_place() {
        var allow = placed();
        assertThat(buffering.keep(allow)).isCompletedWithValueMatching(Verdict::allowed);
        assertThat(places.settle(allow.id(), true)).isFalse();
    }

    @Test
    void a_record_that_is_too_large_costs_nobody_else_his_producer() {
        log.keep(verdict("finn"));
        await().until(() -> broker.history().size() == 1);
        broker.errorNext(new RecordTooLargeException("too large"));
        await().during(Duration.ofMillis(1500)).atMost(Duration.ofSeconds(3)).until(() -> {
            log.keep(verdict("finn"));
            return !broker.closed();
        });
    }

    @Test
    void an_allow_of_many_emoji_is_on_record_whole_in_as_many_bytes_as_were_asked() throws Exception {
        var padding = "😀".repeat(30_000);
        var allow = verdict("ada", Map.of("note", padding));
        var answer = log.keep(allow);
        await().until(() -> broker.history().size() == 1);
        assertThat(answer).isNotDone();
        assertThat(read(0).arguments()).containsEntry("note", padding);
        assertThat(read(0).omitted()).isNull();
        assertThat(broker.history().get(0).value()).hasSizeBetween(120_000, 123_000);
    }

    @ParameterizedTest
    @MethodSource("unrecordable")
    void an_allow_that_no_reader_could_take_the_record_of_is_a_deny_and_that_is_on_record(Map<String, Object> arguments)
            throws Exception {
        var allow = verdict("ada", arguments);
        assertThat(allow.allowed()).isTrue();
        for (var by : List.of(log, buffering)) {
            var answer = by.keep(allow);
            assertDenied(answer, Reason.UNRECORDABLE);
        }
        await().until(() -> broker.history().size() == 2);
        for (int record = 0; record < 2; record++) {
            var denial = read(record);
            assertThat(denial.decision()).isEqualTo(allow.id());
            assertThat(denial.session()).isEqualTo(allow.session());
            assertThat(denial.allowed()).isFalse();
            assertThat(denial.reason()).isEqualTo("unrecordable");
            assertThat(denial.arguments()).isNull();
            assertThat(denial.omitted()).isNotNull();
        }
    }

    static List<Map<String, Object>> unrecordable() {
        Object nested = List.of();
        for (int i = 0; i < 40; i++) nested = List.of(nested);
        return List.of(
                Map.of("note", "x".repeat(300_000)),
                Map.of("note", "\u0001".repeat(50_000)),
                Map.of("amount", new BigDecimal("1" + "2".repeat(997) + "e5")),
                Map.of("\ud83d", 1),
                Map.of("deep", nested));
    }

    @Test
    void a_denial_that_no_reader_could_take_the_record_of_keeps_its_reason_and_is_on_record_in_short()
            throws Exception {
        var denial = verdict("finn", Map.of("note", "x".repeat(300_000)));
        assertThat(acknowledged(log, denial))
                .succeedsWithin(Duration.ofSeconds(2))
                .isEqualTo(denial);
        assertThat(read(0).reason()).isEqualTo("person_policy");
        assertThat(read(0).explanation()).isEqualTo(denial.explanation());
        assertThat(read(0).omitted().bytes()).isEqualTo("{'arguments':{'note':''}}".length() + 300_000);
    }

    private CompletableFuture<Verdict> acknowledged(DecisionLog by, Verdict verdict) {
        var answer = by.keep(verdict);
        await().until(() -> broker.history().size() == 1);
        broker.completeNext();
        return answer;
    }

    private static void assertAllowed(CompletableFuture<Verdict> answer) {
        assertThat(answer).succeedsWithin(Duration.ofSeconds(2)).matches(Verdict::allowed);
    }

    private static void assertDenied(CompletableFuture<Verdict> answer, Reason why) {
        assertThat(answer)
                .succeedsWithin(Duration.ofSeconds(2))
                .extracting(Verdict::reason)
                .isEqualTo(why);
    }

    private void awaitWithheld() {
        await().atMost(Duration.ofSeconds(5))
                .until(() -> types().equals(List.of("authz.decision.v1", "authz.decision.withheld.v1")));
    }

    private Verdict placed() {
        var allow = verdict("ada");
        places.areTold();
        places.expect(allow.id());
        return allow;
    }

    /** As if somebody had let it be made. */
    private Verdict approved() {
        var allow = verdict("ada");
        var approval = ApprovalId.of(DecisionId.next());
        uses.claim(approval, allow.id());
        var call = CallDigest.of(allow.identity(), "crm.read_contact", Map.of());
        return new Verdict(
                allow.id(),
                allow.at(),
                allow.question(),
                true,
                null,
                null,
                allow.guards(),
                allow.session(),
                allow.identity(),
                allow.chain(),
                allow.person(),
                allow.policyVersion(),
                allow.catalogRevision(),
                allow.freshnessMillis(),
                null,
                List.of(),
                List.of(),
                null,
                new NeededApproval(approval, call),
                null,
                null);
    }

    private Verdict verdict(String person) {
        return verdict(person, Map.of());
    }

    private Verdict verdict(String person, Map<String, Object> arguments) {
        return world.decide(DecisionCase.call(person, null, "crm.read_contact", arguments));
    }

    private Decided read(int record) throws Unreadable {
        var sent = broker.history().get(record);
        var headers = new HashMap<String, String>();
        sent.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
        return (Decided) CloudEventCodec.decode(DecisionEvent.FAMILY, new WireRecord(sent.key(), headers, sent.value()))
                .data();
    }

    private JsonNode value(int record) throws Exception {
        return EventJson.mapper().readTree(broker.history().get(record).value());
    }

    private List<String> types() {
        return broker.history().stream().map(DecisionLogTest::type).toList();
    }

    private static String type(ProducerRecord<byte[], byte[]> record) {
        return new String(record.headers().lastHeader("ce_type").value(), UTF_8);
    }

    private DecisionLog log(Set<String> buffered) {
        var made = new DecisionLog(
                running.sender(),
                new BufferedActions(buffered, world.directory.catalogue()),
                new DecisionMetrics(new SimpleMeterRegistry()),
                uses,
                places,
                running.config().ackTimeout(),
                InstantSource.system());
        made.start();
        return made;
    }
}
