package dev.mandate.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import dev.mandate.embedded.Platform;
import dev.mandate.embedded.PlatformTestResource;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.DeadLetter;
import dev.mandate.events.cloudevents.Unreadable;
import dev.mandate.events.risk.FindingEvent;
import dev.mandate.events.risk.SessionRecord;
import dev.mandate.events.risk.SessionRisk;
import dev.mandate.events.topics.TopicCatalogue;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One session, or one sender, makes records as large as it can: everybody else's actions are judged all the same. */
@QuarkusTest
@QuarkusTestResource(value = PlatformTestResource.class, initArgs = @ResourceArg(name = "service", value = "audit"))
class HostileSizesIT {
    private static final int MIB = 1024 * 1024;

    @BeforeAll
    static void a_key_that_tokens_are_signed_with_is_known() {
        Tokens.publishKey();
    }

    /** 10.8 KB, after which nobody's payments and mails were allowed any more, also after a restart. */
    @Test
    void a_browse_of_a_long_address_with_many_links_is_judged_as_any_other() {
        var hostile = AuditStory.begun();
        var links = IntStream.range(0, 256)
                .mapToObj(i -> "https://" + i + ".wiki.example/p")
                .toArray(String[]::new);
        hostile.reads("web.browse", Map.of("url", "https://wiki.example/" + "漢".repeat(1000)), links);
        everybodyIsJudged();
        AuditStory.get("/risk/sessions/" + hostile.session(), "findings:read").statusCode(200);
        var state = Wires.read(TopicCatalogue.RISK_SESSIONS, "operator", 1, its(hostile.session()));
        assertThat(Wires.data(SessionRecord.FAMILY, state.get(0)))
                .isInstanceOfSatisfying(
                        SessionRisk.class, its -> assertThat(its.calls()).isEqualTo(1));
    }

    /** What a topic takes is compressed: of a few kilobytes become megabytes, which no dead letter could hold. */
    @Test
    void a_record_that_grows_when_it_is_read_is_left_alone_with_as_much_of_it_as_can_be_kept() throws Exception {
        var story = AuditStory.begun();
        sendCompressed(story.session(), new byte[6 * MIB], Map.of("mine", new byte[MIB]));
        everybodyIsJudged();
        var letters = Wires.read(TopicCatalogue.AUDIT_DEAD_LETTERS, "operator", 2, its(story.session()));
        assertThat(letters).allSatisfy(letter -> {
            assertThat(header(letter, DeadLetter.REASON)).isEqualTo("oversized");
            assertThat(header(letter, DeadLetter.CUT)).contains("value of 6291456 bytes, sha256 ", " headers");
            assertThat(letter.value().length).isLessThan(2 * MIB);
        });
        story.eventually(() -> AuditStory.get("/findings?session=" + story.session(), "findings:read")
                .body("findings.finding_info.analytic.uid", hasItem("unreadable-action")));
    }

    /** Of each partition: whoever's session lies beside the hostile one is judged, and it is vouched for. */
    private static void everybodyIsJudged() {
        var asked = Instant.now();
        var others = Stream.generate(AuditStory::begun)
                .limit(TopicCatalogue.AGENT_ACTIONS.partitions())
                .toList();
        for (var other : others) {
            other.calls("crm.read_contact", Map.of("id", "7"));
            other.calls("email.send", Map.of("to", "eve@outside.example", "body", "hello"));
        }
        AuditStory.eventuallyTrue(() -> assertThat(Wires.all(TopicCatalogue.RISK_FINDINGS, "operator").stream()
                        .map(finding -> Wires.data(FindingEvent.FAMILY, finding))
                        .map(finding -> finding.unmapped().session()))
                .containsAll(others.stream().map(AuditStory::session).toList()));
        for (int partition = 0; partition < TopicCatalogue.RISK_SESSIONS.partitions(); partition++) {
            int its = partition;
            Wires.read(
                    TopicCatalogue.RISK_SESSIONS,
                    "operator",
                    1,
                    mark -> mark.partition() == its && vouches(mark, asked));
        }
        var port = ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
        RestAssured.get("http://127.0.0.1:" + port + "/q/health/ready").then().body("status", is("UP"));
    }

    private static boolean vouches(ConsumerRecord<byte[], byte[]> record, Instant asked) {
        var wire = Wires.wire(record);
        try {
            return CloudEventCodec.isCompleteUntil(wire)
                    && CloudEventCodec.decodeCompleteUntil(wire).completeUntil().isAfter(asked);
        } catch (Unreadable e) {
            throw new AssertionError(e);
        }
    }

    private static void sendCompressed(String key, byte[] value, Map<String, byte[]> headers) throws Exception {
        var settings = new HashMap<>(Platform.shared()
                .kafkaClientConfig(
                        TopicCatalogue.AGENT_ACTIONS.writers().iterator().next().userName()));
        settings.put("compression.type", "gzip");
        settings.put("max.request.size", 16 * MIB);
        settings.put("enable.idempotence", "false");
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            var record = new ProducerRecord<>(TopicCatalogue.AGENT_ACTIONS.name(), key.getBytes(UTF_8), value);
            headers.forEach((name, its) -> record.headers().add(name, its));
            producer.send(record).get();
        }
    }

    private static Predicate<ConsumerRecord<byte[], byte[]>> its(String session) {
        return record -> record.key() != null && new String(record.key(), UTF_8).equals(session);
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        var header = Objects.requireNonNull(record.headers().lastHeader(name), name);
        return new String(header.value(), UTF_8);
    }
}
