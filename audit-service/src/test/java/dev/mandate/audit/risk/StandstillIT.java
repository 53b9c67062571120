package dev.mandate.audit.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;

import dev.mandate.audit.AuditStory;
import dev.mandate.audit.Tokens;
import dev.mandate.audit.Wires;
import dev.mandate.embedded.PlatformTestResource;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Unreadable;
import dev.mandate.events.topics.Topic;
import dev.mandate.events.topics.TopicCatalogue;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.KafkaStreams;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = PlatformTestResource.class, initArgs = @ResourceArg(name = "service", value = "audit"))
class StandstillIT {
    private static final Duration LONG = Duration.ofSeconds(60);

    @Inject
    KafkaStreams job;

    @ConfigProperty(name = "quarkus.management.test-port", defaultValue = "9001")
    int management;

    @BeforeAll
    static void a_key_that_tokens_are_signed_with_is_known() {
        Tokens.publishKey();
    }

    @Test
    void while_the_risk_job_alone_stands_still_nothing_vouches_for_what_it_writes_and_it_catches_up() {
        var story = AuditStory.begun();
        isVouchedFor(TopicCatalogue.RISK_SESSIONS, Instant.now());
        Instant stopped;
        job.pause();
        try {
            stopped = Instant.now();
            story.calls("crm.read_contact", Map.of("id", "7"));
            // Everything else of the service goes on meanwhile.
            isVouchedFor(TopicCatalogue.RISK_RULES, stopped.plus(Duration.ofSeconds(3)));
            for (var topic : new Topic[] {TopicCatalogue.RISK_SESSIONS, TopicCatalogue.RISK_PROFILES})
                assertThat(Wires.all(topic, "operator"))
                        .noneMatch(it -> CloudEventCodec.isCompleteUntil(Wires.wire(it))
                                && until(it).isAfter(stopped.plusSeconds(1)));
            await().atMost(LONG)
                    .untilAsserted(() -> health("well")
                            .statusCode(503)
                            .body(
                                    "checks.find { it.name == 'judging' }.data.why",
                                    // the broker's client may have read it ahead of the job
                                    anyOf(containsString("does not move"), containsString("not written yet"))));
            assertThat(standstillSeconds()).isPositive();
            health("ready").statusCode(200);
        } finally {
            job.resume();
        }
        for (var topic : new Topic[] {TopicCatalogue.RISK_SESSIONS, TopicCatalogue.RISK_PROFILES})
            isVouchedFor(topic, stopped.plusSeconds(3));
        await().atMost(LONG).untilAsserted(() -> health("well").statusCode(200));
        assertThat(standstillSeconds()).isZero();
        AuditStory.get("/risk/sessions/" + story.session(), "findings:read").statusCode(200);
    }

    private ValidatableResponse health(String which) {
        return RestAssured.get("http://127.0.0.1:" + management + "/q/health/" + which)
                .then();
    }

    private double standstillSeconds() {
        var metrics =
                RestAssured.get("http://127.0.0.1:" + management + "/q/metrics").asString();
        return metrics.lines()
                .filter(line -> line.startsWith("mandate_risk_standstill_seconds"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    /** On each partition, until after this instant. */
    private static void isVouchedFor(Topic topic, Instant after) {
        for (int partition = 0; partition < topic.partitions(); partition++) {
            int its = partition;
            Wires.read(
                    topic,
                    "operator",
                    1,
                    it -> it.partition() == its
                            && CloudEventCodec.isCompleteUntil(Wires.wire(it))
                            && until(it).isAfter(after));
        }
    }

    private static Instant until(ConsumerRecord<byte[], byte[]> mark) {
        try {
            return CloudEventCodec.decodeCompleteUntil(Wires.wire(mark)).completeUntil();
        } catch (Unreadable e) {
            throw new AssertionError(e);
        }
    }
}
