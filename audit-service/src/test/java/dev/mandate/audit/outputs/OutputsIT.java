package dev.mandate.audit.outputs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.audit.AuditStory;
import dev.mandate.audit.Tokens;
import dev.mandate.audit.Wires;
import dev.mandate.embedded.PlatformTestResource;
import dev.mandate.events.cloudevents.DeadLetter;
import dev.mandate.events.topics.TopicCatalogue;
import dev.mandate.messaging.deadletters.DeadLetters;
import dev.mandate.messaging.follower.Retries;
import dev.mandate.messaging.kafka.KafkaClients;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Findings on their way out of a real broker. */
@QuarkusTest
@QuarkusTestResource(value = PlatformTestResource.class, initArgs = @ResourceArg(name = "service", value = "audit"))
class OutputsIT {
    private static final Map<String, Object> OUTSIDE = Map.of("to", "eve@outside.example", "body", "hello");

    @Inject
    KafkaClients clients;

    @Inject
    DeadLetters deadLetters;

    private final String name = "test-" + UUID.randomUUID();

    @BeforeAll
    static void a_key_that_tokens_are_signed_with_is_known() {
        Tokens.publishKey();
    }

    @Test
    void what_was_found_while_the_output_was_down_is_sent_after_its_restart_and_nothing_twice() throws Exception {
        try (var server = new HookServer()) {
            var first = story();
            try (var output = output(server, 100)) {
                output.start();
                AuditStory.eventuallyTrue(() -> assertThat(about(server, first)).hasSize(1));
            }
            var second = story();
            AuditStory.eventuallyTrue(() -> AuditStory.get("/findings?session=" + second.session(), "findings:read")
                    .body("findings", org.hamcrest.Matchers.hasSize(1)));
            try (var output = output(server, 100)) {
                output.start();
                AuditStory.eventuallyTrue(
                        () -> assertThat(about(server, second)).hasSize(1));
                assertThat(about(server, first)).hasSize(1);
            }
        }
    }

    @Test
    void a_finding_that_is_not_taken_is_tried_again_then_a_dead_letter_and_holds_up_no_other() throws Exception {
        try (var server = new HookServer();
                var output = output(server, 3)) {
            var refused = story();
            server.takesOnly(it -> !it.body().contains(refused.session()));
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
                    .extractingByKey(DeadLetter.MESSAGE)
                    .asString()
                    .contains(name, "3 tries", "503");
            assertThat(about(server, refused)).hasSize(3);
        }
    }

    private static AuditStory story() {
        var story = AuditStory.begun();
        story.calls("crm.read_contact", Map.of("id", "7"));
        story.calls("email.send", OUTSIDE);
        return story;
    }

    private static List<HookServer.Posted> about(HookServer server, AuditStory story) {
        return server.posted().stream()
                .filter(request -> request.body().contains(story.session()))
                .toList();
    }

    private OutputConsumer output(HookServer server, int tries) {
        return new OutputConsumer(
                name,
                new Webhook(server.url("/"), "s".repeat(32), Duration.ofSeconds(10), InstantSource.system()),
                new Retries(tries, Duration.ofMillis(10)),
                clients,
                deadLetters,
                new SimpleMeterRegistry());
    }
}
