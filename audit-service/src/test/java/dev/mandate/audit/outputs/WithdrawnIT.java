package dev.mandate.audit.outputs;

import static dev.mandate.audit.AuditStory.eventuallyTrue;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.mandate.audit.AuditStory;
import dev.mandate.audit.Tokens;
import dev.mandate.audit.identities.FindingNames;
import dev.mandate.embedded.PlatformTestResource;
import dev.mandate.events.risk.FindingEvent;
import dev.mandate.messaging.deadletters.DeadLetters;
import dev.mandate.messaging.follower.Backoff;
import dev.mandate.messaging.kafka.KafkaClients;
import dev.mandate.messaging.outputs.HookServer;
import dev.mandate.messaging.outputs.Output;
import dev.mandate.messaging.outputs.OutputConsumer;
import dev.mandate.messaging.outputs.Webhook;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An incident of a rule that names a correlation, published while the job runs, and what became of it: told to all, and taken back. */
@QuarkusTest
@QuarkusTestResource(value = PlatformTestResource.class, initArgs = @ResourceArg(name = "service", value = "audit"))
class WithdrawnIT {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @Inject
    FindingNames names;

    @Inject
    KafkaClients clients;

    @Inject
    DeadLetters deadLetters;

    private final String id = "chain-" + UUID.randomUUID();
    private final Instant begin = Instant.now().minusSeconds(120);
    private final String rule = """
            title: Opens the drawer twice, then sends
            id: %1$s
            level: high
            correlation:
              type: temporal_ordered
              rules: [opened-twice, sends]
              group-by: agent
              timespan: 10m
            ---
            title: Opened twice
            name: opened-twice
            correlation:
              type: event_count
              rules: opens
              x-until: asks
              group-by: [session, agent]
              timespan: 5m
              condition: {gte: 2}
            ---
            title: Opens
            name: opens
            logsource: {product: mandate}
            detection: {selection: {input.opens: %1$s}, condition: selection}
            ---
            title: Asks
            name: asks
            logsource: {product: mandate}
            detection: {selection: {input.asks: %1$s}, condition: selection}
            ---
            title: Sends
            name: sends
            logsource: {product: mandate}
            detection: {selection: {input.sends: %1$s}, condition: selection}
            """.formatted(id);

    @BeforeAll
    static void a_key_that_tokens_are_signed_with_is_known() {
        Tokens.publishKey();
    }

    @Test
    void a_call_that_comes_late_and_cancels_closes_the_finding_where_it_is_kept_on_the_trail_and_at_the_outputs()
            throws Exception {
        inForce();
        var story = AuditStory.begun();
        try (var hooks = new HookServer();
                var collector = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                var webhook = output("hook", webhook(hooks));
                var syslog = output("syslog", syslog(collector))) {
            webhook.start();
            syslog.start();
            calls(story, "opens", 0);
            calls(story, "opens", 20);
            calls(story, "sends", 40);
            var query = "/findings?session=" + story.session();
            eventuallyTrue(() -> AuditStory.get(query, "findings:read")
                    .body("findings", hasSize(1))
                    .body("findings[0].finding_info.analytic.uid", is(id))
                    .body("findings[0].status_id", is(1))
                    .body(
                            "findings[0].evidences.data.time",
                            contains(at(0).toString(), at(20).toString(), at(40).toString())));
            eventuallyTrue(() -> assertThat(posted(hooks, story)).isEqualTo(1));
            assertThat(about(collector, story)).contains("act=create outcome=new");

            calls(story, "asks", 10);
            eventuallyTrue(() -> AuditStory.get(query, "findings:read")
                    .body("findings", hasSize(1))
                    .body("findings[0].status_id", is(4))
                    .body("findings[0].activity_id", is(3))
                    .body("findings[0].status_detail", containsString("withdrawn")));
            eventuallyTrue(() -> assertThat(posted(hooks, story)).isEqualTo(2));
            assertThat(hooks.posted())
                    .last()
                    .satisfies(closed ->
                            assertThat(closed.body()).contains(story.session(), "\"activity_id\":3", "withdrawn"));
            assertThat(about(collector, story)).contains("act=close outcome=resolved reason=withdrawn");
            eventuallyTrue(
                    () -> AuditStory.get("/trail?topic=risk.findings.v1&session=" + story.session(), "trail:read")
                            .body("entries.outcome", contains("finding", "resolved"))
                            .body("entries.summary", hasItem(containsString("Opens the drawer twice, then sends"))));
        }
    }

    private void inForce() {
        writer().body(Map.of("sigma", rule)).post("/rules").then().statusCode(201);
        writer().body(Map.of("version", 1))
                .put("/rules/" + id + "/active")
                .then()
                .statusCode(200);
        eventuallyTrue(() -> AuditStory.get("/rules?limit=200", "rules:read")
                .body("items.find { it.rule == '" + id + "' }.inForce", not(is((Object) null))));
    }

    private void calls(AuditStory story, String what, int second) {
        story.calls("crm.read_contact", Map.of(what, id), at(second));
    }

    private Instant at(int second) {
        return begin.plusSeconds(second).truncatedTo(ChronoUnit.MILLIS);
    }

    private static long posted(HookServer server, AuditStory story) {
        return server.posted().stream()
                .filter(request -> request.body().contains(story.session()))
                .count();
    }

    /** The next message about the story. */
    private static String about(DatagramSocket collector, AuditStory story) throws IOException {
        collector.setSoTimeout((int) LIMIT.toMillis() * 3);
        while (true) {
            var packet = new DatagramPacket(new byte[9000], 9000);
            collector.receive(packet);
            var message = new String(packet.getData(), 0, packet.getLength(), UTF_8);
            if (message.contains(story.session())) return message;
        }
    }

    private static Webhook<OutgoingFinding> webhook(HookServer server) {
        return new Webhook<>("test", server.url("/"), "s".repeat(32), LIMIT, InstantSource.system());
    }

    private static Syslog syslog(DatagramSocket collector) {
        return new Syslog(
                OutputsConfig.Transport.UDP,
                "127.0.0.1",
                collector.getLocalPort(),
                "audit.own.example",
                (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    private OutputConsumer<FindingEvent, OutgoingFinding> output(String kind, Output<OutgoingFinding> output) {
        return new OutputConsumer<>(
                OutgoingFinding.source(names),
                kind + "-" + id,
                output,
                new Backoff(Duration.ofMillis(10)),
                clients,
                deadLetters,
                new SimpleMeterRegistry(),
                InstantSource.system());
    }

    private static RequestSpecification writer() {
        return given().auth().oauth2(Tokens.ofAdmin("rules:write")).contentType("application/json");
    }
}
