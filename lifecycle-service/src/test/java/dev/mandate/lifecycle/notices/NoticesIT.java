package dev.mandate.lifecycle.notices;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.embedded.PlatformTestResource;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.hr.HrEvent;
import dev.mandate.events.hr.WorkerAttributes;
import dev.mandate.events.ids.ApprovalId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.AccessState.Employment;
import dev.mandate.events.lifecycle.ApprovalState;
import dev.mandate.lifecycle.Decisions;
import dev.mandate.lifecycle.Decisions.Call;
import dev.mandate.lifecycle.HrSystem;
import dev.mandate.lifecycle.LifecycleStory;
import dev.mandate.lifecycle.Tokens;
import dev.mandate.messaging.outputs.HookServer;
import dev.mandate.messaging.outputs.HookServer.Posted;
import dev.mandate.messaging.outputs.OutputConsumer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a webhook is told of approvals, out of a real broker and database. */
@QuarkusTest
@QuarkusTestResource(value = PlatformTestResource.class, initArgs = @ResourceArg(name = "service", value = "lifecycle"))
class NoticesIT extends LifecycleStory {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    /** That no catalogue has, so that its own name stands for it. */
    private static final String TOOL = "notices.send";

    private static final String SECRET = "only-of-this-receiver-0123456789";

    @Inject
    ApprovalWebhooks webhooks;

    private final Decisions decisions = new Decisions();
    private final String ada = HrSystem.newEmployee();
    private final IdentityId agent = new IdentityId("agt_" + UUID.randomUUID());
    private String adaId;

    private record Hook(URI url, boolean mail) implements NoticesConfig.Webhook {
        @Override
        public String secret() {
            return SECRET;
        }

        @Override
        public Duration timeout() {
            return Duration.ofSeconds(10);
        }

        @Override
        public Duration pause() {
            return Duration.ofMillis(10);
        }
    }

    @BeforeEach
    void company() {
        eventually(() -> as("catalog:read").get("/catalog/role").statusCode(), status -> status == 200);
        hr.send(new HrEvent.Joined(
                ada,
                START,
                START.toEpochMilli(),
                new WorkerAttributes("Ada", "Lovelace", ada + "@acme.example", "sales", "Analyst", "GB", null)));
        accessOf(ada, state -> state.employment() == Employment.ACTIVE);
        adaId = identityOf(ada);
    }

    @AfterEach
    void close() {
        decisions.close();
    }

    @Test
    void it_is_told_in_words_who_is_asked_and_where_he_answers_then_what_became_of_it() throws Exception {
        try (var server = new HookServer();
                var output = output(server, true)) {
            output.start();
            var call = mail("bo@partner.example");
            var id = decisions.asks(call, null, Instant.now());
            var asked = told(server, id, "asked");
            assertThat(texts(asked.get("says")))
                    .hasSize(4)
                    .startsWith(
                            agent + " wants to call the tool " + TOOL + " for Ada Lovelace.",
                            "3 calls were allowed in this session before, among them of tools labelled private, untrusted.",
                            "Mail leaves the house.")
                    .last()
                    .asString()
                    .startsWith("Ada Lovelace (" + adaId + ") may answer until ");
            assertThat(asked.get("asked").get("person").asText()).isEqualTo(adaId);
            assertThat(asked.get("asked").get("mail").asText()).isEqualTo(ada + "@acme.example");
            assertThat(asked.get("page").asText()).isEqualTo("https://console.example/approvals/" + id);
            assertThat(Instant.parse(asked.get("until").asText())).isAfter(Instant.now());

            by(adaId)
                    .body(Map.of("reason", "Bo asked for it"))
                    .post("/approvals/" + id + "/approve")
                    .then()
                    .statusCode(200);
            var granted = told(server, id, "granted");
            assertThat(granted.get("revision").asLong()).isEqualTo(2);
            assertThat(granted.get("answer").get("by").asText()).isEqualTo(adaId);
            assertThat(texts(granted.get("says")).get(3)).contains("said yes", "“Bo asked for it”");

            var used = decisions.uses(call, id);
            assertThat(told(server, id, "used").get("used").asText()).isEqualTo(used.value());
            assertThat(about(server, id))
                    .as("each state once, in order")
                    .extracting(it -> json(it).get("status").asText())
                    .containsExactly("asked", "granted", "used");
            assertThat(server.posted()).allSatisfy(NoticesIT::isSigned);
            assertThat(server.posted()).noneMatch(it -> it.body().contains("bo@partner.example"));
        }
    }

    @Test
    void one_that_was_away_is_told_how_it_stands_now_and_nothing_is_a_dead_letter() throws Exception {
        try (var server = new HookServer();
                var output = output(server, false)) {
            server.takesOnly(it -> false);
            output.start();
            var refused = decisions.asks(mail("bo@partner.example"), null, Instant.now());
            var waits = decisions.asks(mail("eve@partner.example"), null, Instant.now());
            appears(refused);
            appears(waits);
            by(adaId).post("/approvals/" + refused + "/refuse").then().statusCode(200);
            var tried = server.posted().size();
            eventually(() -> server.posted().size(), size -> size > tried + 2);
            assertThat(output.waits()).isPositive();
            assertThat(output.why()).contains("503");
            var before = server.posted().size();

            server.takesOnly(it -> true);
            told(server, refused, "refused");
            assertThat(told(server, waits, "asked").get("asked").has("mail"))
                    .as("nobody said that it may be told addresses")
                    .isFalse();
            var after = server.posted().subList(before, server.posted().size());
            assertThat(after)
                    .filteredOn(it -> it.body().contains(refused.value()))
                    .extracting(it -> json(it).get("status").asText())
                    .as("what waits no more isn't told to wait")
                    .doesNotContain("asked");
            eventually(output::waits, Duration::isZero);
            assertThat(dead(output)).isEmpty();
        }
    }

    @Test
    void that_nobody_answered_is_told() throws Exception {
        try (var server = new HookServer();
                var output = output(server, false)) {
            output.start();
            var id = decisions.asks(mail("bo@partner.example"), null, Instant.now());
            appears(id);
            timeIsOverFor(id);
            var lapsed = told(server, id, "lapsed");
            assertThat(texts(lapsed.get("says")).get(3)).startsWith("Nobody answered until ");
            assertThat(lapsed.has("answer")).isFalse();
        }
    }

    @Test
    void a_notice_that_it_refuses_is_a_dead_letter_and_holds_up_no_other() throws Exception {
        try (var server = new HookServer();
                var output = output(server, false)) {
            var refused = decisions.asks(mail("bo@partner.example"), null, Instant.now());
            server.answers(it -> it.body().contains(refused.value()) ? 422 : 204);
            output.start();
            told(server, decisions.asks(mail("eve@partner.example"), null, Instant.now()), "asked");
            eventually(() -> dead(output), letters -> letters.size() == 1);
            assertThat(about(server, refused)).as("it was tried once").hasSize(1);
        }
    }

    private OutputConsumer<ApprovalState, Notice> output(HookServer server, boolean mail) {
        return webhooks.consumer("test-" + UUID.randomUUID(), new Hook(server.url("/"), mail));
    }

    private List<String> dead(OutputConsumer<?, ?> output) {
        return deadLetters.records().stream()
                .filter(it -> StreamSupport.stream(it.headers().spliterator(), false)
                        .anyMatch(header -> output.group().equals(new String(header.value(), UTF_8))))
                .map(it -> new String(it.key(), UTF_8))
                .toList();
    }

    private JsonNode told(HookServer server, ApprovalId id, String status) {
        return eventually(
                () -> about(server, id).stream()
                        .map(NoticesIT::json)
                        .filter(it -> it.get("status").asText().equals(status))
                        .findFirst()
                        .orElse(null),
                found -> found != null);
    }

    private static List<Posted> about(HookServer server, ApprovalId id) {
        return server.posted().stream()
                .filter(it -> it.body().contains(id.value()))
                .toList();
    }

    private static void isSigned(Posted it) throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
        var signature = mac.doFinal((it.header("Mandate-Timestamp") + "." + it.body()).getBytes(UTF_8));
        assertThat(it.header("Mandate-Signature"))
                .isEqualTo("sha256=" + HexFormat.of().formatHex(signature));
    }

    private static JsonNode json(Posted it) {
        try {
            return EventJson.mapper().readTree(it.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private void appears(ApprovalId id) {
        eventually(() -> by(adaId).get("/approvals/" + id).statusCode(), status -> status == 200);
    }

    private Call mail(String to) {
        return new Call(agent, adaId, "del_" + UUID.randomUUID(), TOOL, Map.of("to", to));
    }

    private static RequestSpecification by(String person) {
        return given().auth()
                .oauth2(Tokens.person(person, null, List.of(), "approvals:answer"))
                .contentType("application/json");
    }
}
