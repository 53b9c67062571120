package dev.mandate.authz.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mandate.authz.engine.sessions.Receipts;
import dev.mandate.authz.recording.OutcomeSender.Told;
import dev.mandate.events.actions.ActionEvent;
import dev.mandate.events.actions.ActionEvent.ToolCalled;
import dev.mandate.events.actions.ToolResult;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.messaging.kafka.KafkaClients;
import dev.mandate.messaging.records.KafkaRecords;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutcomeSenderTest {
    private static final Instant TEN = Instant.parse("2026-11-02T10:00:00Z");

    private static final Receipts RECEIPTS = Receipts.by("r".repeat(32));

    private final List<ProducerRecord<byte[], byte[]>> taken = new CopyOnWriteArrayList<>();
    private final List<RecordMetadata> placed = new CopyOnWriteArrayList<>();
    private final List<ActionEvent> counted = new CopyOnWriteArrayList<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private volatile boolean gone;
    private volatile int broken;
    private volatile RuntimeException refusal;
    private volatile int made;
    private OutcomeSender sender;

    @BeforeEach
    void start() {
        sender = sender(Duration.ofSeconds(10));
    }

    private OutcomeSender sender(Duration patience) {
        return sender(patience, Duration.ofSeconds(30));
    }

    private OutcomeSender sender(Duration patience, Duration triedAtTheEnd) {
        return new OutcomeSender(
                new Clients(),
                (outcome, shown, at) -> {
                    placed.add(at);
                    counted.add(outcome);
                },
                RECEIPTS,
                "urn:gateway",
                patience,
                triedAtTheEnd,
                meters,
                InstantSource.system());
    }

    @AfterEach
    void stop() throws InterruptedException {
        sender.stop(new ShutdownEvent());
    }

    @Test
    void a_broker_that_cannot_be_found_is_looked_for_again() {
        gone = true;
        sender.start(new StartupEvent());
        var told = tell(outcome(1), new DecisionId("dec_1"));
        await().during(Duration.ofMillis(300)).until(() -> !told.isDone());
        assertThat(counted).as("before anybody has it").isEmpty();
        gone = false;
        assertThat(told.orTimeout(8, TimeUnit.SECONDS).join()).isEqualTo(Told.RECORDED);
        assertThat(counted).hasSize(1);
        assertThat(taken).hasSize(1);
        assertThat(lost()).isZero();
    }

    @Test
    void it_shows_what_the_decision_was_given_with_at_whichever_replica() throws Exception {
        sender.start(new StartupEvent());
        var decision = new DecisionId("dec_1");
        tell(outcome(1), decision).orTimeout(8, TimeUnit.SECONDS).join();
        var told = CloudEventCodec.decode(ActionEvent.FAMILY, KafkaRecords.wire(taken.get(0)));
        assertThat(told.receipt()).isEqualTo(Receipts.by("r".repeat(32)).of(decision));
        assertThat(told.receipt()).isNotEqualTo(RECEIPTS.of(new DecisionId("dec_2")));
    }

    @Test
    void of_what_was_decided_before_receipts_came_into_use_it_shows_none_as_replicas_without_them() throws Exception {
        sender.start(new StartupEvent());
        sender.tell(outcome(1), new DecisionId("dec_1"), null)
                .orTimeout(8, TimeUnit.SECONDS)
                .join();
        var told = CloudEventCodec.decode(ActionEvent.FAMILY, KafkaRecords.wire(taken.get(0)));
        assertThat(told.receipt()).isNull();
    }

    @Test
    void whoever_told_goes_on_after_a_while_and_what_he_told_is_told_later() {
        gone = true;
        sender = sender(Duration.ofMillis(200));
        sender.start(new StartupEvent());
        var told = tell(outcome(1), new DecisionId("dec_1"));
        assertThat(told.orTimeout(8, TimeUnit.SECONDS).join()).isEqualTo(Told.WAITING);
        assertThat(taken).isEmpty();
        gone = false;
        await().until(() -> taken.size() == 1);
    }

    @Test
    void where_a_record_is_is_told_before_whoever_told_of_it_goes_on() {
        sender.start(new StartupEvent());
        tell(outcome(1), new DecisionId("dec_1")).orTimeout(8, TimeUnit.SECONDS).join();
        assertThat(placed).hasSize(1);
    }

    @Test
    void what_waits_is_bounded_by_its_bytes() {
        var told = new ArrayList<CompletableFuture<Told>>();
        for (var call = 0; call < 256; call++)
            told.add(tell(outcome(call, "x".repeat(128 * 1024)), new DecisionId("dec_" + call)));
        assertThat(told.subList(0, 200)).noneMatch(CompletableFuture::isDone);
        assertThat(told.get(255)).isCompletedWithValue(Told.LOST);
        assertThat(lost()).isPositive();
        sender.start(new StartupEvent());
        await().until(() -> taken.size() == 256 - lost());
    }

    @Test
    void what_failed_with_a_producer_that_never_recovers_is_told_by_the_next_one() {
        broken = 1;
        sender.start(new StartupEvent());
        var told = new ArrayList<CompletableFuture<Told>>();
        for (var call = 0; call < 5; call++) told.add(tell(outcome(call), new DecisionId("dec_" + call)));
        told.forEach(one -> one.orTimeout(8, TimeUnit.SECONDS).join());
        assertThat(taken).hasSize(5);
        assertThat(made).isGreaterThan(1);
        assertThat(lost()).isZero();
    }

    @Test
    void what_no_broker_takes_is_lost_once_and_holds_nobody_up() {
        refusal = new RecordTooLargeException("too large");
        sender.start(new StartupEvent());
        assertThat(tell(outcome(1), new DecisionId("dec_1"))
                        .orTimeout(8, TimeUnit.SECONDS)
                        .join())
                .isEqualTo(Told.LOST);
        assertThat(counted)
                .as("its session has a call of which nobody knows what became")
                .isEmpty();
        refusal = null;
        tell(outcome(2), new DecisionId("dec_2")).orTimeout(8, TimeUnit.SECONDS).join();
        assertThat(taken).hasSize(1);
        assertThat(lost()).isEqualTo(1);
    }

    @Test
    void what_waits_when_it_ends_is_told_before() throws InterruptedException {
        for (var call = 0; call < 200; call++) tell(outcome(call), new DecisionId("dec_" + call));
        sender.start(new StartupEvent());
        sender.stop(new ShutdownEvent());
        assertThat(taken).hasSize(200);
    }

    @Test
    void what_waits_when_it_ends_is_tried_until_a_broker_takes_it() {
        gone = true;
        sender.start(new StartupEvent());
        var told = tell(outcome(1), new DecisionId("dec_1"));
        var ends = CompletableFuture.runAsync(this::stopped);
        await().during(Duration.ofMillis(300)).until(() -> !told.isDone() && !ends.isDone());
        gone = false;
        assertThat(told.orTimeout(20, TimeUnit.SECONDS).join()).isEqualTo(Told.RECORDED);
        ends.orTimeout(20, TimeUnit.SECONDS).join();
        assertThat(lost()).isZero();
    }

    @Test
    void what_no_broker_takes_for_long_enough_is_lost_with_the_process_and_counted() {
        sender = sender(Duration.ofSeconds(10), Duration.ofMillis(200));
        gone = true;
        sender.start(new StartupEvent());
        var told = tell(outcome(1), new DecisionId("dec_1"));
        stopped();
        assertThat(told).isCompletedWithValue(Told.LOST);
        assertThat(tell(outcome(2), new DecisionId("dec_2")))
                .as("nobody sends it")
                .isCompletedWithValue(Told.LOST);
        assertThat(lost()).isEqualTo(2);
    }

    private CompletableFuture<Told> tell(ToolCalled outcome, DecisionId decision) {
        return sender.tell(outcome, decision, RECEIPTS.digest(decision));
    }

    private void stopped() {
        try {
            sender.stop(new ShutdownEvent());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private double lost() {
        return meters.counter("mandate.outcomes.lost").count();
    }

    private static ToolCalled outcome(int call) {
        return outcome(call, call);
    }

    private static ToolCalled outcome(int call, Object argument) {
        return new ToolCalled(
                new SessionId("del_task"),
                new IdentityId("agt_one"),
                null,
                new DecisionId("dec_" + call),
                "crm.read",
                Map.of("call", argument),
                TEN,
                ToolResult.succeeded(1),
                List.of());
    }

    /** Of a broker that is gone, or whose first producers never recover. */
    private final class Clients extends KafkaClients {
        Clients() {
            super(Map.of());
        }

        @Override
        public Producer<byte[], byte[]> producer(Map<String, Object> settings) {
            if (gone) throw new KafkaException("no such host");
            var number = made++;
            return new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
                @Override
                public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
                    var failure = number < broken ? new KafkaException("fenced") : refusal;
                    if (failure == null) {
                        taken.add(record);
                        return super.send(record, callback);
                    }
                    callback.onCompletion(null, failure);
                    return CompletableFuture.failedFuture(failure);
                }
            };
        }
    }
}
