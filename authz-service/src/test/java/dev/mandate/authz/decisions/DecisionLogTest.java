package dev.mandate.authz.decisions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.authz.engine.decisions.DecisionCase;
import dev.mandate.authz.engine.decisions.DecisionWorld;
import dev.mandate.authz.engine.decisions.Reason;
import dev.mandate.authz.engine.decisions.Verdict;
import dev.mandate.authz.recording.RunningSender;
import dev.mandate.events.cloudevents.EventJson;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DecisionLogTest {
    private final MockProducer<byte[], byte[]> broker =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final RunningSender running = new RunningSender(broker, Duration.ofMillis(300), 1_000_000);
    private final DecisionWorld world = new DecisionWorld();
    private final DecisionLog log = log(Set.of());
    private final DecisionLog buffering = log(Set.of("private"));

    @AfterEach
    void stop() {
        log.stop(new ShutdownEvent());
        buffering.stop(new ShutdownEvent());
        running.close();
    }

    @Test
    void an_allow_leaves_only_once_its_record_is_acknowledged() {
        var answer = log.keep(verdict("ada"));
        await().until(() -> broker.history().size() == 1);
        assertThat(answer).isNotDone();
        broker.completeNext();
        assertThat(answer).succeedsWithin(Duration.ofSeconds(2)).matches(Verdict::allowed);
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
    void a_denial_does_not_wait_and_is_recorded_all_the_same() {
        var answer = log.keep(verdict("finn"));
        assertThat(answer).isCompleted();
        await().until(() -> types().equals(List.of("authz.decision.v1")));
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
    void a_record_that_is_too_large_costs_nobody_else_his_producer() {
        log.keep(verdict("finn"));
        await().until(() -> broker.history().size() == 1);
        broker.errorNext(new RecordTooLargeException("too large"));
        await().during(Duration.ofMillis(1500)).atMost(Duration.ofSeconds(3)).until(() -> {
            log.keep(verdict("finn"));
            return !broker.closed();
        });
    }

    private Verdict verdict(String person) {
        return world.decide(DecisionCase.call(person, null, "crm.read_contact", Map.of()));
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
                running.config(),
                InstantSource.system());
        made.start(new StartupEvent());
        return made;
    }
}
