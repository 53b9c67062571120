package dev.mandate.audit.outputs;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import dev.mandate.audit.AuditStory;
import dev.mandate.audit.Tokens;
import dev.mandate.audit.Wires;
import dev.mandate.audit.identities.FindingNames;
import dev.mandate.embedded.PlatformTestResource;
import dev.mandate.events.cloudevents.DeadLetter;
import dev.mandate.events.risk.FindingEvent;
import dev.mandate.events.topics.TopicCatalogue;
import dev.mandate.messaging.deadletters.DeadLetters;
import dev.mandate.messaging.follower.Backoff;
import dev.mandate.messaging.inbox.Intake;
import dev.mandate.messaging.inbox.Intakes;
import dev.mandate.messaging.kafka.KafkaClients;
import dev.mandate.messaging.outputs.HookServer;
import dev.mandate.messaging.outputs.Output;
import dev.mandate.messaging.outputs.OutputConsumer;
import dev.mandate.messaging.outputs.OutputReplays;
import dev.mandate.messaging.outputs.Webhook;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Findings on their way out of a real broker. */
@QuarkusTest
@QuarkusTestResource(value = PlatformTestResource.class, initArgs = @ResourceArg(name = "service", value = "audit"))
class OutputsIT {
    private static final Map<String, Object> OUTSIDE = Map.of("to", "eve@outside.example", "body", "hello");

    @Inject
    FindingNames names;

    @Inject
    KafkaClients clients;

    @Inject
    DeadLetters deadLetters;

    @Inject
    MeterRegistry meters;

    private final String name = "test-" + UUID.randomUUID();

    @BeforeAll
    static void a_key_that_tokens_are_signed_with_is_known() {
        Tokens.publishKey();
    }

    @Test
    void what_was_found_while_the_output_was_down_is_sent_after_its_restart_and_nothing_twice() throws Exception {
        try (var server = new HookServer()) {
            var first = story();
            try (var output = output(server)) {
                output.start();
                AuditStory.eventuallyTrue(() -> assertThat(about(server, first)).hasSize(1));
            }
            var second = story();
            AuditStory.eventuallyTrue(() -> AuditStory.get("/findings?session=" + second.session(), "findings:read")
                    .body("findings", org.hamcrest.Matchers.hasSize(1)));
            try (var output = output(server)) {
                output.start();
                AuditStory.eventuallyTrue(
                        () -> assertThat(about(server, second)).hasSize(1));
                assertThat(about(server, first)).hasSize(1);
            }
            assertThat(about(server, first).get(0).body())
                    .as("who reads it needs no second look")
                    .contains("“Invoice helper” (agt_", "\"" + first.ada() + "\":\"Ada Lovelace\"");
        }
    }

    /** Whoever diverts findings, or has them sent nowhere, is seen by those who read the trail. */
    @Test
    void where_findings_are_sent_by_the_settings_of_this_replica_is_on_the_trail() {
        AuditStory.eventuallyTrue(
                () -> AuditStory.get("/trail?topic=administration.proposals.v1&order=desc&limit=1000", "trail:read")
                        .statusCode(200)
                        .body(containsString("have it send findings nowhere, as its settings say")));
    }

    @Test
    void what_is_found_while_the_output_is_away_waits_for_it_and_is_no_dead_letter() throws Exception {
        try (var server = new HookServer();
                var output = output(server)) {
            var dead = dead();
            server.takesOnly(it -> false);
            output.start();
            var first = story();
            AuditStory.eventuallyTrue(() -> assertThat(server.posted()).hasSizeGreaterThan(8));
            assertThat(output.waits()).isPositive();
            assertThat(output.why()).contains("503");
            assertThat(output.behind()).isPositive();
            var second = story();

            server.takesOnly(it -> true);
            for (var each : List.of(first, second))
                AuditStory.eventuallyTrue(() -> assertThat(about(server, each)).isNotEmpty());
            AuditStory.eventuallyTrue(() -> assertThat(output.behind()).isZero());
            assertThat(output.waits()).isZero();
            assertThat(dead()).as("nothing is a dead letter").isEqualTo(dead);
        }
    }

    @Test
    void what_the_output_refuses_is_a_dead_letter_of_this_output_at_once_and_can_be_sent_to_it_again()
            throws Exception {
        try (var server = new HookServer();
                var output = output(server)) {
            var refused = story();
            server.answers(it -> it.body().contains(refused.session()) ? 422 : 204);
            output.start();
            var after = story();
            AuditStory.eventuallyTrue(() -> assertThat(about(server, after)).hasSize(1));
            var letter = Wires.read(
                            TopicCatalogue.AUDIT_DEAD_LETTERS,
                            "operator",
                            1,
                            it -> it.value() != null && new String(it.value()).contains(refused.session()))
                    .get(0);
            assertThat(Wires.wire(letter).headers())
                    .containsEntry(DeadLetter.REASON, "refused")
                    .containsEntry(DeadLetter.CONSUMER, "audit-output-" + name)
                    .extractingByKey(DeadLetter.MESSAGE)
                    .asString()
                    .contains(name, "422");
            assertThat(about(server, refused)).as("it was tried once").hasSize(1);

            Replayed.OUTPUTS.add(output);
            shown(letter.offset()).body("standing", is("WAITS")).body("consumer", is("audit-output-" + name));
            replay(letter.offset()).statusCode(409).body("detail", containsString("422"));
            server.takesOnly(it -> true);
            for (var round = 0; round < 2; round++)
                replay(letter.offset()).statusCode(200).body("standing", is("TAKEN"));
            assertThat(about(server, refused))
                    .as("refused twice, and sent once")
                    .hasSize(3);
            shown(letter.offset()).body("standing", is("TAKEN"));

            Replayed.OUTPUTS.remove(output);
            shown(letter.offset()).body("standing", is("GONE"));
            replay(letter.offset()).statusCode(409);
        }
    }

    @Test
    void what_the_output_always_fails_at_holds_up_no_other() throws Exception {
        try (var server = new HookServer();
                var output = output(server)) {
            output.start();
            var first = story();
            AuditStory.eventuallyTrue(() -> assertThat(about(server, first)).isNotEmpty());
            var failed = AuditStory.begun();
            server.answers(it -> it.body().contains(failed.session()) ? 500 : 204);
            sends(failed);
            var after = story();
            AuditStory.eventuallyTrue(() -> assertThat(about(server, after)).isNotEmpty());
            var letter = Wires.read(
                            TopicCatalogue.AUDIT_DEAD_LETTERS,
                            "operator",
                            1,
                            it -> it.value() != null && new String(it.value()).contains(failed.session()))
                    .get(0);
            assertThat(Wires.wire(letter).headers())
                    .containsEntry(DeadLetter.REASON, "refused")
                    .extractingByKey(DeadLetter.MESSAGE)
                    .asString()
                    .contains(name, "500");
        }
    }

    @Test
    void what_cannot_be_written_is_a_dead_letter_and_holds_up_no_other() throws Exception {
        var sent = new CopyOnWriteArrayList<String>();
        var broken = new AtomicReference<String>();
        try (var output = output(finding -> {
            var text = new String(finding.body(), UTF_8);
            if (text.contains(broken.get())) throw new IllegalStateException("nobody thought of this");
            sent.add(text);
        })) {
            var first = story();
            broken.set(first.session());
            output.start();
            var second = story();
            AuditStory.eventuallyTrue(() -> assertThat(sent).anyMatch(it -> it.contains(second.session())));
            assertThat(sent).noneMatch(it -> it.contains(first.session()));
            assertThat(Wires.read(
                            TopicCatalogue.AUDIT_DEAD_LETTERS,
                            "operator",
                            1,
                            it -> it.value() != null && new String(it.value()).contains(first.session())))
                    .isNotEmpty();
        }
    }

    /** The outputs of these tests, beside those that are configured. */
    @ApplicationScoped
    static class Replayed implements Intakes {
        static final List<OutputConsumer<?, ?>> OUTPUTS = new CopyOnWriteArrayList<>();

        @Override
        public List<Intake<?>> intakes() {
            return OUTPUTS.stream().<Intake<?>>map(OutputReplays::of).toList();
        }

        @Override
        public boolean takeOnlyTheirOwn() {
            return true;
        }
    }

    private double dead() {
        return meters.counter("mandate.dead.letters", "reason", "refused").count();
    }

    private static ValidatableResponse shown(long letter) {
        return operator().get("/dead-letters/" + letter).then().statusCode(200);
    }

    private static ValidatableResponse replay(long letter) {
        return operator().post("/dead-letters/" + letter + "/replay").then();
    }

    private static RequestSpecification operator() {
        return given().auth().oauth2(Tokens.ofAdmin("dead-letters:read dead-letters:replay"));
    }

    private static AuditStory story() {
        var story = AuditStory.begun();
        sends(story);
        return story;
    }

    private static void sends(AuditStory story) {
        story.calls("crm.read_contact", Map.of("id", "7"));
        story.calls("email.send", OUTSIDE);
    }

    private static List<HookServer.Posted> about(HookServer server, AuditStory story) {
        return server.posted().stream()
                .filter(request -> request.body().contains(story.session()))
                .toList();
    }

    private OutputConsumer<FindingEvent, OutgoingFinding> output(HookServer server) {
        return output(
                new Webhook<>("test", server.url("/"), "s".repeat(32), Duration.ofSeconds(10), InstantSource.system()));
    }

    private OutputConsumer<FindingEvent, OutgoingFinding> output(Output<OutgoingFinding> output) {
        return new OutputConsumer<>(
                OutgoingFinding.source(names),
                name,
                output,
                new Backoff(Duration.ofMillis(10)),
                clients,
                deadLetters,
                new SimpleMeterRegistry(),
                InstantSource.system());
    }
}
