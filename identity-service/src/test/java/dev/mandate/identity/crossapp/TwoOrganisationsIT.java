package dev.mandate.identity.crossapp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.embedded.ChildJvm;
import dev.mandate.embedded.Platform;
import dev.mandate.embedded.ServiceReplica;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.hr.WorkerAttributes;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.AccessState;
import dev.mandate.events.lifecycle.AccessState.Employment;
import dev.mandate.identity.Api;
import dev.mandate.identity.MachineClient;
import dev.mandate.identity.NodePackage;
import dev.mandate.identity.SignedIn;
import dev.mandate.identity.TestSecrets;
import dev.mandate.identity.authorize.Application;
import dev.mandate.messaging.records.KafkaRecords;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * One organisation's identity-service gives an assertion, and another's, with a broker and a database of its own, takes it: its person is known
 * there by his address. The protocol's own client goes the same way.
 */
@QuarkusTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoOrganisationsIT {
    private static final String CHAT = "https://id.chat.example";
    private static final String FILES = "https://chat.example/mcp/files";
    private static final NodePackage CLIENT = new NodePackage(
            "@modelcontextprotocol/client",
            "2.4.0",
            Path.of("target/mcp-cross-app").toAbsolutePath());

    private Platform platform;

    /** Of the organisation whose chat it is. */
    private ServiceReplica chat;

    /** The wiki's client there. */
    private JsonNode wikiThere;

    private Application wiki;
    private SignedIn ada;
    private IdentityId there;
    private String idToken;

    private void begin() {
        platform = Platform.another();
        chat = ServiceReplica.start(
                "identity",
                Path.of(""),
                platform,
                ChildJvm.shortLived("-Xmx256m", "-XX:+UseSerialGC"),
                Map.of(
                        "mandate.bootstrap-admin-secret",
                        TestSecrets.ADMIN,
                        "mandate.key-encryption-secret",
                        TestSecrets.CONSOLE,
                        "mandate.issuer",
                        CHAT,
                        "mandate.gateway-url",
                        "https://chat.example",
                        "mandate.transmitters.on-loopback",
                        "true",
                        "mandate.transmitters.poll-every",
                        "1s"),
                Path.of("target/chat.log"));
        chat.awaitReady(Duration.ofMinutes(3));
        wikiThere = trustsUs(chat);
        wiki = Application.registered(
                Map.of("grantTypes", List.of("authorization_code", "refresh_token", Api.EXCHANGE)), "openid");
        Api.as(Api.admin())
                .body(Map.of(
                        "permissions",
                        List.of(Map.of(
                                "audience",
                                CHAT,
                                "resource",
                                FILES,
                                "clientId",
                                wikiThere.path("clientId").textValue(),
                                "scopes",
                                List.of("tools:call"),
                                "email",
                                true))))
                .put("/clients/" + wiki.id() + "/cross-app-access")
                .then()
                .statusCode(200);
    }

    @AfterAll
    void close() {
        chat.close();
    }

    @BeforeEach
    void sheSignsInAndWorksThereToo() {
        if (chat == null) begin();
        ada = SignedIn.withPassword("Ada");
        idToken = wiki.redeem(wiki.code(ada.browser(), "scope", "openid"))
                .statusCode(200)
                .extract()
                .path("id_token");
        there = joins(platform, ada.person().email());
        await("the chat knows her")
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> shows(given()).statusCode(200));
    }

    @Test
    void an_application_calls_elsewhere_as_its_person_until_he_signs_out_here() {
        var assertion = given();
        String got = shows(assertion)
                .statusCode(200)
                .body("scope", equalTo("tools:call"))
                .extract()
                .path("access_token");
        var token = Api.claims(got);
        assertThat(token.getIssuer()).isEqualTo(CHAT);
        assertThat(token.getSubject())
                .isEqualTo(there.value())
                .isNotEqualTo(ada.person().id().value());
        assertThat(token.getAudience()).containsExactly("mandate-gateway");
        assertThat(token.getClaims()).containsEntry("idp", Api.US);
        shows(assertion).statusCode(400).body("error", equalTo("invalid_grant"));

        ada.browser().post("/sign-out", "form", ada.browser().get("/account").form());
        asks().statusCode(400).body("error", equalTo("invalid_grant"));
    }

    @Test
    void what_ends_here_is_heard_there_by_asking_for_it() {
        var hears = MachineClient.registered("chat", "signals:read");
        String stream = Api.as(hears.token())
                .body(Map.of("delivery", Map.of("method", "urn:ietf:rfc:8936")))
                .post("/ssf/stream")
                .then()
                .statusCode(201)
                .extract()
                .path("stream_id");
        var us = "http://127.0.0.1:" + RestAssured.port;
        var client = Map.of(
                "tokenUrl", us + "/oauth2/token", "id", hears.id(), "secret", hears.secret(), "scope", "signals:read");
        at(chat).auth()
                .oauth2(admin(chat))
                .contentType("application/json")
                .body(Map.of(
                        "issuer",
                        Api.US,
                        "jwksUri",
                        us + "/oauth2/jwks",
                        "audience",
                        hears.id(),
                        "events",
                        List.of("session-revoked"),
                        "domains",
                        List.of("corp.example"),
                        "poll",
                        Map.of("url", us + "/ssf/poll/" + stream, "client", client)))
                .post("/transmitters")
                .then()
                .statusCode(200);
        String got = shows(given()).statusCode(200).extract().path("access_token");
        assertThat(active(got)).isTrue();
        Api.as(Api.admin())
                .post("/identities/" + ada.person().id() + "/sign-out")
                .then()
                .statusCode(200);
        await("the chat has asked")
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(active(got)).isFalse());
    }

    private boolean active(String token) {
        return at(chat).contentType("application/x-www-form-urlencoded")
                .auth()
                .preemptive()
                .basic(
                        wikiThere.path("clientId").textValue(),
                        wikiThere.path("clientSecret").textValue())
                .formParam("token", token)
                .post("/oauth2/introspect")
                .then()
                .statusCode(200)
                .extract()
                .path("active");
    }

    /** By its provider for enterprise-managed authorization, unmodified; only where the test's ports are is told to its fetch. */
    @Test
    void an_mcp_client_gets_a_token_of_the_other_organisation_by_itself() throws Exception {
        assumeTrue(CLIENT.installed("mcp-cross-app.mjs"), "skipped: no Node, or npm can't install " + CLIENT);
        var lines = mcpClient();
        assertThat(lines).as(String.join("\n", lines)).contains("AUTHORIZED");
        assertThat(Api.claims(lines.get(lines.size() - 1)).getSubject()).isEqualTo(there.value());
    }

    /** The chat's administrators trust the organisation's word about who somebody is, and know its wiki. */
    private static JsonNode trustsUs(ServiceReplica chat) {
        var admin = admin(chat);
        var keys =
                RestAssured.get("/oauth2/jwks").then().statusCode(200).extract().asString();
        at(chat).auth()
                .oauth2(admin)
                .contentType("application/json")
                .body("{\"issuer\": \"" + Api.US + "\", \"jwks\": " + keys + ", \"subjectClaim\": \"email\"}")
                .post("/issuers")
                .then()
                .statusCode(200);
        return Api.body(at(chat).auth()
                .oauth2(admin)
                .contentType("application/json")
                .body(Map.of("name", "Wiki", "scopes", List.of("tools:call"), "grantTypes", List.of(Api.BEARER)))
                .post("/clients")
                .then()
                .statusCode(200));
    }

    private static String admin(ServiceReplica chat) {
        return Api.accessToken(form(chat, "client_credentials", "admin", TestSecrets.ADMIN)
                .formParam("scope", "clients:write issuers:write tools:call")
                .post("/oauth2/token")
                .then());
    }

    private static IdentityId joins(Platform platform, String email) {
        var person = IdentityId.nextPerson();
        var state = new AccessState(
                person,
                1,
                false,
                Employment.ACTIVE,
                1,
                Instant.now(),
                "E-1",
                new WorkerAttributes("Ada", "Elsewhere", email, "chat", "Guest", "GB", null),
                List.of());
        var envelope =
                new Envelope<>("urn:mandate:lifecycle", UUID.randomUUID().toString(), Instant.now(), state, null);
        try (var lifecycle = new KafkaProducer<>(
                platform.kafkaClientConfig("lifecycle"), new ByteArraySerializer(), new ByteArraySerializer())) {
            lifecycle.send(KafkaRecords.toSend(
                    AccessState.FAMILY.topic().name(), CloudEventCodec.encode(AccessState.FAMILY, envelope)));
        }
        return person;
    }

    private String given() {
        return asks().statusCode(200).extract().path("access_token");
    }

    private ValidatableResponse asks() {
        return Api.token(Api.form(Api.EXCHANGE)
                .auth()
                .preemptive()
                .basic(wiki.id(), wiki.secret())
                .formParam("requested_token_type", IdJags.TYPE)
                .formParam("subject_token", idToken)
                .formParam("subject_token_type", "urn:ietf:params:oauth:token-type:id_token")
                .formParam("audience", CHAT)
                .formParam("resource", FILES));
    }

    private ValidatableResponse shows(String assertion) {
        return form(
                        chat,
                        Api.BEARER,
                        wikiThere.path("clientId").textValue(),
                        wikiThere.path("clientSecret").textValue())
                .formParam("assertion", assertion)
                .post("/oauth2/token")
                .then();
    }

    private static RequestSpecification form(ServiceReplica chat, String grant, String client, String secret) {
        return at(chat).contentType("application/x-www-form-urlencoded")
                .auth()
                .preemptive()
                .basic(client, secret)
                .formParam("grant_type", grant);
    }

    private static RequestSpecification at(ServiceReplica chat) {
        return RestAssured.given().baseUri("http://127.0.0.1").port(chat.uri().getPort());
    }

    private List<String> mcpClient() throws Exception {
        var node = new ProcessBuilder(
                        "node",
                        "mcp-cross-app.mjs",
                        FILES,
                        CHAT,
                        chat.uri().toString(),
                        Api.US,
                        "http://127.0.0.1:" + RestAssured.port,
                        wiki.id(),
                        wiki.secret(),
                        idToken,
                        wikiThere.path("clientId").textValue(),
                        wikiThere.path("clientSecret").textValue())
                .directory(CLIENT.home().toFile())
                .redirectErrorStream(true)
                .start();
        try (var out = node.inputReader(UTF_8)) {
            return out.lines().toList();
        } finally {
            node.destroy();
        }
    }
}
