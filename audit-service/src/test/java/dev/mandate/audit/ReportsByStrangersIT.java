package dev.mandate.audit;

import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.mandate.embedded.Platform;
import dev.mandate.embedded.PlatformTestResource;
import dev.mandate.embedded.Sasl;
import dev.mandate.events.actions.ActionEvent;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.cloudevents.Receipt;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.topics.Account;
import dev.mandate.events.topics.TopicCatalogue;
import dev.mandate.messaging.records.KafkaRecords;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two platforms, each by an account of its own at a broker with access rights: one was answered, the other knows what was decided and makes up a report. */
@QuarkusTest
@QuarkusTestResource(value = PlatformTestResource.class, initArgs = @ResourceArg(name = "service", value = "audit"))
class ReportsByStrangersIT {
    private static final Map<String, Object> ARGUMENTS = Map.of("to", "bo@own.example");
    private static final String RULE = "A report of a call that isn't the reporter's to tell of";

    private KafkaProducer<byte[], byte[]> asker;
    private KafkaProducer<byte[], byte[]> stranger;

    @BeforeAll
    static void a_key_that_tokens_are_signed_with_is_known() {
        Tokens.publishKey();
    }

    @BeforeEach
    void two_platforms() {
        asker = platform("asking-platform");
        stranger = platform("strange-platform");
    }

    @AfterEach
    void close() {
        asker.close();
        stranger.close();
    }

    @Test
    void what_one_platform_makes_up_about_the_others_call_is_kept_marked_and_a_finding_and_changes_nothing()
            throws Exception {
        var story = AuditStory.begun();
        var decision = DecisionId.next();
        var receipt = new Receipt(UUID.randomUUID().toString());
        story.decides(decision, "crm.read_contact", ARGUMENTS, receipt);
        tells(stranger, story, decision, "its-guessable-id", null);
        tells(stranger, story, decision, "another-id", new Receipt("guessed"));
        // Who reads the decision on the trail sees the digest there.
        tells(stranger, story, decision, "its-guessable-id " + receipt.digest(), null);
        story.eventually(() -> AuditStory.get("/findings?session=" + story.session, "findings:read")
                .body("findings.finding_info.title", is(List.of(RULE)))
                .body("findings[0].count", is(3)));
        AuditStory.get("/risk/sessions/" + story.session, "findings:read").statusCode(404);

        tells(asker, story, decision, "its-guessable-id", receipt);
        story.eventually(() -> AuditStory.get("/risk/sessions/" + story.session, "findings:read")
                .statusCode(200)
                .body("state.level", is("NONE"))
                .body("state.calls", is(1)));
        story.eventually(() -> story.trail("session=" + story.session + "&topic=agent.actions.v1")
                .body("entries", hasSize(4))
                .body("entries.payload.receipt", hasItems(receipt.digest(), new Receipt("guessed").digest()))
                .body("entries.payload.receipt", not(hasItem(receipt.shown()))));
        AuditStory.get("/findings?session=" + story.session, "findings:read").body("findings", hasSize(1));
    }

    private static void tells(
            KafkaProducer<byte[], byte[]> by,
            AuditStory story,
            DecisionId decision,
            String id,
            @Nullable Receipt receipt)
            throws Exception {
        var call = story.call(decision, "crm.read_contact", ARGUMENTS, Instant.now());
        var its =
                new Envelope<ActionEvent>("urn:asking-platform", decision + id, call.occurredAt(), call, null, receipt);
        var wire = CloudEventCodec.encode(ActionEvent.FAMILY, its);
        by.send(KafkaRecords.toSend(TopicCatalogue.AGENT_ACTIONS.name(), wire)).get();
    }

    private static KafkaProducer<byte[], byte[]> platform(String name) {
        var platform = Platform.shared();
        try (var admin = platform.admin()) {
            admin.addAccount(name, name, Account.AGENT_PLATFORM);
        }
        var settings = new HashMap<>(Sasl.client(platform.bootstrapServers(), name, name));
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
