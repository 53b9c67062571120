package dev.mandate.authz.http;

import static dev.mandate.authz.http.Ask.ask;
import static dev.mandate.authz.http.Ask.body;
import static dev.mandate.authz.http.Ask.post;
import static dev.mandate.authz.http.Ask.question;
import static dev.mandate.authz.http.Ask.reason;
import static dev.mandate.authz.http.Ask.with;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

import dev.mandate.authz.organisation.Organisation;
import dev.mandate.embedded.PlatformTestResource;
import dev.mandate.events.authz.DecisionEvent.Decided;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.ids.IdentityId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules of AuthZEN 1.0 and its obligations profile that go beyond who may do what. */
@QuarkusTest
@QuarkusTestResource(value = PlatformTestResource.class, initArgs = @ResourceArg(name = "service", value = "authz"))
class AuthzenRulesIT {
    private static final String MFA = "urn:mandate:acr:mfa";

    private static Organisation organisation;
    private static DecisionRecords records;
    private static IdentityId ada;
    private static String gateway;

    @BeforeAll
    static void publish_an_organisation() {
        RestAssured.port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        organisation = new Organisation();
        records = new DecisionRecords();
        ada = organisation.person("sales");
        gateway = organisation.tokens.of("gateway", "decisions:evaluate decisions:gateway");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> ask(gateway, question(ada, "call", "tool", "crm.read_contact"))
                        .asString()
                        .contains("\"decision\":true"));
    }

    @AfterAll
    static void close() {
        organisation.close();
        records.close();
    }

    @Test
    void what_a_request_says_of_its_subject_is_asserted_and_never_stands_for_what_is_known() {
        var finn = organisation.person("finance");
        var claims = Map.of("roles", List.of("sales"), "department", "Sales", "active", true);
        var subject = Map.of("type", "person", "id", finn.value(), "properties", claims);
        var body = with(question(finn, "call", "tool", "crm.read_contact"), "subject", subject);
        var answer = await().atMost(Duration.ofSeconds(30))
                .until(() -> body(ask(gateway, body)), it -> !reason(it).equals("unknown_identity"));
        assertThat(reason(answer)).isEqualTo("person_policy");
        assertThat(recordOf(answer).asserted()).isEqualTo(Map.of("subject", claims));
        var tool =
                Map.of("type", "tool", "id", "crm.read_contact", "properties", Map.of("labels", List.of("untrusted")));
        assertThat(reason(body(ask(gateway, with(body, "resource", tool))))).isEqualTo("person_policy");
    }

    @Test
    void obligations_come_as_their_profile_has_them_and_are_on_record() {
        var secret = Map.of("type", "tool", "id", "email.send", "properties", Map.of("classification", "confidential"));
        var answer = body(ask(gateway, with(question(ada, "call", "tool", "email.send"), "resource", secret)));
        assertThat(reason(answer)).isEqualTo("person_policy");
        assertThat(answer.getString("context.obligations[0].type")).isEqualTo("notification");
        assertThat(answer.getString("context.obligations[0].id")).isNotEmpty();
        assertThat(answer.getString("context.obligations[0].properties.to")).isEqualTo("data-protection");
        var record = recordOf(answer);
        assertThat(record.obligations())
                .singleElement()
                .satisfies(obligation -> assertThat(obligation.policy()).isEqualTo("confidential-data-stays"));
        given().get("/.well-known/authzen-configuration")
                .then()
                .body("supported_obligations", hasItems("step-up", "notification", "session_termination", "custom"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bfe9eb29-ab87-4ca3-be83-a1d5d8305716", "any text, with spaces", "~!@#$%^&*()"})
    void any_request_id_comes_back(String id) {
        given().auth()
                .oauth2(gateway)
                .header("X-Request-ID", id)
                .contentType("application/json; charset=utf-8")
                .body(question(ada, "call", "tool", "email.send"))
                .post("/access/v1/evaluation")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .header("X-Request-ID", id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/access/v1/evaluation", "/access/v1/evaluations"})
    void a_body_in_pieces_is_answered_as_a_whole_one_and_one_that_is_too_long_or_wrong_as_a_problem(String path) {
        var question = EventJson.mapper().valueToTree(question(ada, "call", "tool", "email.send"));
        var whole = json().body(question.toString()).post(path);
        var inPieces = json().body(new ByteArrayInputStream(question.toString().getBytes(UTF_8)))
                .post(path);
        for (var response : List.of(whole, inPieces)) {
            assertThat(body(response).getString("context.id")).startsWith("dec_");
            assertThat(response.contentType()).startsWith("application/json");
        }
        assertThat(like(whole)).isEqualTo(like(inPieces));
        json().body("{\"context\": \"" + "x".repeat(128 * 1024) + "\"}")
                .post(path)
                .then()
                .statusCode(413)
                .contentType("application/problem+json")
                .header("X-Request-ID", "long");
        json().body(with(question(ada, "call", "tool", "email.send"), "resource", Map.of("type", "tool")))
                .post(path)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("field", equalTo("/resource/id"));
    }

    private static RequestSpecification json() {
        return given().auth().oauth2(gateway).contentType("application/json").header("X-Request-ID", "long");
    }

    private static Map<String, Object> like(Response response) {
        var context = new HashMap<>(response.jsonPath().<String, Object>getMap("context"));
        context.keySet().removeAll(List.of("id", "receipt", "freshnessMillis", "until"));
        return context;
    }

    @Test
    void a_page_holds_as_many_as_are_wanted_at_most_and_goes_on_with_the_same_search_alone() {
        var search = Map.of(
                "subject", Map.of("type", "person", "id", ada.value()),
                "action", Map.of("name", "use"),
                "resource", Map.of("type", "model", "id", "ignored"));
        var path = "/access/v1/search/resource";
        post(path, gateway, with(search, "page", Map.of("limit", 1_000_000)))
                .then()
                .statusCode(200)
                .body("results.id", hasItems("general-large", "general-small"))
                .body("page.next_token", equalTo(""));
        var none = post(path, gateway, with(search, "page", Map.of("limit", 0)));
        none.then().statusCode(200).body("page.count", equalTo(0)).body("page.next_token", not(emptyString()));
        var first = body(post(path, gateway, with(search, "page", Map.of("limit", 1))));
        var next = Map.of("limit", 1, "token", first.getString("page.next_token"));
        assertThat(body(post(path, gateway, with(search, "page", next))).getList("results.id"))
                .containsExactly("general-small");
        var other = with(search, "resource", Map.of("type", "surface"));
        post(path, gateway, with(other, "page", next)).then().statusCode(400).body("field", equalTo("/page/token"));
        post(path, gateway, with(search, "page", Map.of("limit", -1))).then().statusCode(400);
    }

    @Test
    void a_person_steps_up_by_signing_in_again_and_is_allowed_and_his_agent_never_passes_for_him() {
        var author = new PolicyAuthor(organisation.tokens.of("admin", PolicyAuthor.SCOPES));
        var ada = organisation.person("night-shift");
        var agent = organisation.agent(ada);
        var task = organisation.delegation(ada, agent, "email.send");
        var mail = "action in Mandate::Action::\"egress\", resource in Mandate::Application::\"mail\");";
        var policies = "@id(\"agents\") permit (principal is Mandate::Agent, " + mail
                + "@id(\"stepped-up\") @obligation(\"step_up:" + MFA + "\") permit (principal == Mandate::Person::\""
                + ada.value() + "\", " + mail;
        author.publish("second-factor", policies, null).then().statusCode(201);
        author.activate("second-factor", 1).then().statusCode(200);
        try {
            var weak = organisation.tokens.signedIn(ada.value(), "pwd");
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(sendsMail(weak, ada)).isEqualTo("step_up_required"));
            assertThat(body(ask(weak, question(ada, "call", "tool", "email.send")))
                            .getList("context.obligations.properties.acr_value"))
                    .containsExactly(MFA);
            assertThat(sendsMail(organisation.tokens.signedIn(ada.value(), MFA), ada))
                    .isEqualTo("allow");
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(sendsMail(organisation.tokens.bound(ada.value(), task), agent))
                            .isEqualTo("step_up_required"));
            assertThat(sendsMail(organisation.tokens.boundAndSignedIn(ada.value(), task, MFA), agent))
                    .isEqualTo("step_up_required");
        } finally {
            author.retire("second-factor");
        }
    }

    private static String sendsMail(String token, IdentityId who) {
        return reason(body(ask(token, question(who, "call", "tool", "email.send"))));
    }

    private static Decided recordOf(JsonPath answer) {
        var id = answer.getString("context.id");
        return await().atMost(Duration.ofSeconds(30)).until(() -> records.find(id), Objects::nonNull);
    }
}
