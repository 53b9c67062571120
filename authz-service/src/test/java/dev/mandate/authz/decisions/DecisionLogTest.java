package dev.mandate.authz.decisions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mandate.messaging.ServiceConfig;
import dev.mandate.messaging.kafka.KafkaClients;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DecisionLogTest {
    private final MockProducer<byte[], byte[]> broker =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final DecisionMetrics metrics = new DecisionMetrics(new SimpleMeterRegistry());
    private final DecisionConfig config = config();
    private final DecisionSender sender = new DecisionSender(clients(), service(), config, metrics);
    private final DecisionLog log = new DecisionLog(sender, metrics, config, InstantSource.system());
    private final DecisionWorld world = new DecisionWorld();

    @BeforeEach
    void start() {
        sender.start(new StartupEvent());
    }

    @AfterEach
    void stop() throws InterruptedException {
        sender.stop(new ShutdownEvent());
    }

    @Test
    void an_allow_leaves_only_once_its_record_is_acknowledged() {
        var answer = log.keep(verdict("ada")).subscribeAsCompletionStage();
        await().until(() -> broker.history().size() == 1);
        assertThat(answer).isNotDone();
        broker.completeNext();
        assertThat(answer).succeedsWithin(Duration.ofSeconds(2)).matches(Verdict::allowed);
    }

    @Test
    void an_allow_that_is_not_acknowledged_in_time_is_a_deny_and_withheld_is_recorded_until_it_is_taken() {
        var allow = verdict("ada");
        var answer = log.keep(allow).subscribeAsCompletionStage();
        assertThat(answer).succeedsWithin(Duration.ofSeconds(2)).satisfies(verdict -> {
            assertThat(verdict.reason()).isEqualTo(Reason.DECISION_LOG_UNAVAILABLE);
            assertThat(verdict.id()).isEqualTo(allow.id());
        });
        await().until(() -> broker.history().size() == 2);
        assertThat(types()).containsExactly("authz.decision.v1", "authz.decision.withheld.v1");
        broker.completeNext();
        broker.errorNext(new TimeoutException("no broker"));
        await().atMost(Duration.ofSeconds(5)).until(() -> broker.history().size() == 3);
        assertThat(types()).endsWith("authz.decision.withheld.v1");
    }

    @Test
    void a_denial_does_not_wait_and_is_recorded_all_the_same() {
        var answer = log.keep(verdict("finn")).subscribeAsCompletionStage();
        assertThat(answer).isCompleted();
        await().until(() -> types().equals(List.of("authz.decision.v1")));
    }

    @Test
    void a_record_that_is_too_large_costs_nobody_else_his_producer() {
        log.keep(verdict("finn")).subscribeAsCompletionStage();
        await().until(() -> broker.history().size() == 1);
        broker.errorNext(new RecordTooLargeException("too large"));
        await().during(Duration.ofMillis(1500)).atMost(Duration.ofSeconds(3)).until(() -> {
            log.keep(verdict("finn")).subscribeAsCompletionStage();
            return !broker.closed();
        });
    }

    private Verdict verdict(String person) {
        return world.decide(new Question(
                "person",
                DecisionWorld.id(person).value(),
                Question.Action.of("call"),
                "tool",
                "crm.read_contact",
                Map.of(),
                Map.of(),
                null,
                null,
                List.of(),
                null,
                "test",
                null,
                null));
    }

    private List<String> types() {
        return broker.history().stream().map(DecisionLogTest::type).toList();
    }

    private static String type(ProducerRecord<byte[], byte[]> record) {
        return new String(record.headers().lastHeader("ce_type").value(), UTF_8);
    }

    private KafkaClients clients() {
        return new KafkaClients(Map.of()) {
            @Override
            public Producer<byte[], byte[]> producer(Map<String, Object> settings) {
                return broker;
            }
        };
    }

    private static ServiceConfig service() {
        return new ServiceConfig() {
            @Override
            public String service() {
                return "authz";
            }

            @Override
            public String issuer() {
                return "http://127.0.0.1:8081";
            }
        };
    }

    private static DecisionConfig config() {
        return new DecisionConfig() {
            @Override
            public Duration ackTimeout() {
                return Duration.ofMillis(300);
            }

            @Override
            public Duration freshnessBound() {
                return Duration.ofSeconds(30);
            }

            @Override
            public int logQueue() {
                return 100;
            }

            @Override
            public Duration linger() {
                return Duration.ofMillis(1);
            }
        };
    }
}
