package dev.mandate.authz.http;

import static dev.mandate.authz.http.Ask.ask;
import static dev.mandate.authz.http.Ask.body;
import static dev.mandate.authz.http.Ask.post;
import static dev.mandate.authz.http.Ask.question;
import static dev.mandate.authz.http.Ask.reason;
import static dev.mandate.authz.http.Ask.with;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.startsWith;

import dev.mandate.authz.organisation.Organisation;
import dev.mandate.embedded.PlatformTestResource;
import dev.mandate.events.administration.Actor;
import dev.mandate.events.identity.ClientState;
import dev.mandate.events.identity.DevicePosture;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.IdentityState.Kind;
import dev.mandate.events.identity.IdentityState.Status;
import dev.mandate.events.identity.KnownDevice;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.AccessState.Employment;
import dev.mandate.events.lifecycle.ToolLabel;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(value = PlatformTestResource.class, initArgs = @ResourceArg(name = "service", value = "authz"))
class AuthzServiceIT {
    private static final String SELF = "decisions:evaluate";
    private static final String GATEWAY = "decisions:evaluate decisions:gateway";

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
        gateway = organisation.tokens.of("gateway", GATEWAY);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> ask(gateway, question(ada, "call", "tool", "crm.read_contact"))
                                .statusCode()
                        == 200);
        awaitAnswer(ada, "crm.read_contact", "allow");
    }

    @AfterAll
    static void close() {
        organisation.close();
        records.close();
    }

    @Test
    void a_person_asks_about_herself_and_the_answer_is_on_record_when_she_has_it() {
        var answer =
                body(ask(organisation.tokens.of(ada.value(), SELF), question(ada, "call", "tool", "crm.read_contact")));
        assertThat(answer.getBoolean("decision")).isTrue();
        assertThat(answer.getString("context.policyVersion")).startsWith("sha256:");
        assertThat(answer.getList("context.policies")).contains("crm-for-sales");
        assertThat(answer.getLong("context.freshnessMillis")).isBetween(0L, 30_000L);
        var record = recordOf(answer);
        assertThat(record.allowed()).isTrue();
        assertThat(record.identity()).isEqualTo(ada);
        assertThat(record.key()).isEqualTo("person:" + ada);
        assertThat(record.caller()).isEqualTo(ada.value());
    }

    @Test
    void a_denial_tells_what_would_change_it_and_is_on_record_too() {
        var finn = organisation.person("finance");
        var answer = awaitAnswer(finn, "crm.read_contact", "person_policy");
        assertThat(answer.getString("context.explanation")).contains("the role sales or support changes this");
        assertThat(answer.getList("context.remedies.kind")).contains("grant_role", "permit");
        assertThat(recordOf(answer).reason()).isEqualTo("person_policy");
    }

    @Test
    void an_agent_asks_with_its_delegation_bound_token() {
        var agent = organisation.agent(ada);
        var delegation = organisation.delegation(ada, agent, "crm.read_contact");
        var token = organisation.tokens.bound(ada.value(), delegation);
        var question = question(agent, "tools/call", "tool", "crm.read_contact");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> reason(body(ask(token, question))).equals("allow"));
        var record = recordOf(body(ask(token, question)));
        assertThat(record.person()).isEqualTo(ada);
        assertThat(record.session()).isEqualTo(delegation.session());
        assertThat(reason(body(ask(token, question(agent, "call", "tool", "email.send")))))
                .isEqualTo("outside_scope");
        organisation.revoke(delegation);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> reason(body(ask(token, question))).equals("delegation_revoked"));
    }

    @Test
    void a_gateway_presents_the_agents_token_or_names_the_delegation() {
        var agent = organisation.agent(ada);
        var delegation = organisation.delegation(ada, agent, "crm.read_contact");
        var token = organisation.tokens.bound(ada.value(), delegation);
        var byToken = question(agent, "call", "tool", "crm.read_contact", Map.of("token", token));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> reason(body(ask(gateway, byToken))).equals("allow"));
        var byId = question(
                agent,
                "call",
                "tool",
                "crm.read_contact",
                Map.of("delegation_id", delegation.delegation().value()));
        assertThat(reason(body(ask(gateway, byId)))).isEqualTo("allow");
        var other = organisation.tokens.of("some-client", SELF);
        assertThat(reason(body(ask(other, byToken)))).isEqualTo("allow");
        ask(other, byId).then().statusCode(403).body("title", containsString("decisions:gateway"));
        var forged = question(agent, "call", "tool", "crm.read_contact", Map.of("token", "forged"));
        assertThat(reason(body(ask(gateway, forged)))).isEqualTo("token_invalid");
        ask(other, forged).then().statusCode(403);
    }

    @Test
    void a_callers_word_lifts_no_denial_unless_the_operator_trusts_it_with_that() {
        organisation.tool("payroll.read", "payroll", ToolLabel.PRIVATE);
        var asserted = Map.of("acr", "urn:mandate:acr:mfa", "device", Map.of("managed", true, "encrypted", true));
        var question = question(ada, "call", "tool", "payroll.read", Map.of("asserted", asserted));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !reason(body(ask(gateway, question))).equals("unknown_resource"));
        assertThat(body(ask(gateway, question)).getList("context.policies"))
                .contains("payroll-read-after-mfa", "payroll-from-managed-devices");
        var herself = organisation.tokens.of(ada.value(), SELF);
        assertThat(body(ask(herself, question)).getList("context.policies"))
                .contains("payroll-read-after-mfa", "payroll-from-managed-devices");
        var answer = body(ask(organisation.tokens.of("office-gateway", GATEWAY), question));
        assertThat(answer.getList("context.policies"))
                .contains("payroll-read-after-mfa")
                .doesNotContain("payroll-from-managed-devices");
        assertThat(recordOf(answer).vouched()).containsExactly("device");
        var throughIt = organisation.tokens.through("office-gateway", ada.value(), GATEWAY);
        assertThat(body(ask(throughIt, question)).getList("context.policies")).contains("payroll-from-managed-devices");
    }

    @Test
    void whoever_signed_in_on_a_faulty_device_is_told_so_and_not_on_another_of_his() {
        organisation.tool("payroll.read", "payroll", ToolLabel.PRIVATE);
        var leo = organisation.person("sales");
        var question = question(leo, "call", "tool", "payroll.read");
        var faulty = "payroll-not-from-faulty-devices";
        organisation.devices(leo, device("dev_laptop", false), device("dev_desk", true));
        var onLaptop = organisation.tokens.signedInOn(leo.value(), "dev_laptop");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> policies(body(ask(onLaptop, question))).contains(faulty));
        assertThat(recordOf(body(ask(onLaptop, question))).authentication().device())
                .isEqualTo("dev_laptop");
        assertThat(policies(body(ask(organisation.tokens.signedInOn(leo.value(), "dev_desk"), question))))
                .doesNotContain(faulty);
        assertThat(policies(body(ask(organisation.tokens.of(leo.value(), SELF), question))))
                .as("on a device that isn't known, which may be the laptop")
                .contains(faulty);
        organisation.devices(leo, device("dev_laptop", true), device("dev_desk", true));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !policies(body(ask(onLaptop, question))).contains(faulty));
    }

    private static KnownDevice device(String id, boolean compliant) {
        var posture = new DevicePosture(
                compliant, "https://mdm.example", Instant.now(), Instant.now().plusSeconds(3_600));
        return new KnownDevice(id, posture);
    }

    private static List<String> policies(JsonPath answer) {
        return Objects.requireNonNullElse(answer.getList("context.policies"), List.of());
    }

    @Test
    void a_gateway_asks_about_the_agents_and_tools_of_its_entry_and_no_others() {
        var desk = organisation.tokens.of("desk-gateway", GATEWAY);
        var agent = organisation.agent(ada);
        ask(desk, question(agent, "call", "tool", "crm.read_contact")).then().statusCode(200);
        ask(desk, question(ada, "call", "tool", "crm.read_contact"))
                .then()
                .statusCode(403)
                .body("title", containsString("subjects"));
        ask(desk, question(agent, "call", "tool", "email.send"))
                .then()
                .statusCode(403)
                .body("title", containsString("resources"));
        var without = organisation.tokens.of("another-gateway", GATEWAY);
        ask(without, question(agent, "call", "tool", "crm.read_contact")).then().statusCode(403);
        var shown = organisation.tokens.of(ada.value(), SELF);
        ask(desk, question(ada, "call", "tool", "email.send", Map.of("token", shown)))
                .then()
                .statusCode(200);
    }

    @Test
    void who_presents_anothers_token_is_on_record_beside_him() {
        var hers = organisation.tokens.of(ada.value(), SELF);
        var eve = organisation.person("sales");
        var question = question(ada, "call", "tool", "crm.read_contact", Map.of("token", hers));
        var answer = body(ask(organisation.tokens.through("console", eve.value(), SELF), question));
        var record = recordOf(answer);
        assertThat(record.identity()).isEqualTo(ada);
        assertThat(record.caller()).isEqualTo("console");
        assertThat(record.presenter()).isEqualTo(new Actor(eve.value(), "console", List.of()));
    }

    @Test
    void lag_and_freshness_of_every_stream_that_decisions_depend_on_are_among_the_metrics() {
        var port = ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            var metrics =
                    RestAssured.get("http://127.0.0.1:" + port + "/q/metrics").asString();
            for (var topic : List.of(
                    "identity.identities.v1",
                    "identity.delegations.v1",
                    "identity.keys.v1",
                    "lifecycle.access.v1",
                    "lifecycle.catalog.v1",
                    "risk.sessions.v1")) {
                assertThat(metrics)
                        .containsPattern("mandate_projection_lag_records\\{[^}]*\"" + topic + "\"[^}]*} 0\\.0\n")
                        .containsPattern("mandate_freshness_seconds\\{[^}]*\"" + topic + "\"[^}]*} -?[0-9]");
            }
            assertThat(metrics)
                    .containsPattern("mandate_freshness_seconds\\{[^}]*\"lifecycle.access.v1\"[^}]*} [0-9]\\.[0-9]+\n");
        });
    }

    @Test
    void a_leaver_and_the_agents_that_he_owns_are_denied() {
        var leaver = organisation.person("sales");
        var agent = organisation.agent(leaver);
        awaitAnswer(agent, "web.browse", "allow");
        organisation.access(leaver, "sales", Employment.ENDED);
        awaitAnswer(leaver, "crm.read_contact", "identity_inactive");
        awaitAnswer(agent, "web.browse", "owner_inactive");
    }

    @Test
    void a_token_from_before_the_void_instant_is_void_and_a_new_one_is_not() {
        var person = organisation.person("sales");
        var before =
                organisation.tokens.issued(person.value(), SELF, Instant.now().minusSeconds(10));
        var question = question(person, "call", "tool", "crm.read_contact");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> reason(body(ask(before, question))).equals("allow"));
        organisation.identity(
                person, Kind.PERSON, null, Status.ACTIVE, Instant.now().minusSeconds(5));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> reason(body(ask(before, question))).equals("token_void"));
        assertThat(reason(body(ask(organisation.tokens.of(person.value(), SELF), question))))
                .isEqualTo("allow");
    }

    @Test
    void a_token_of_a_stopped_client_is_denied_to_whoever_shows_it_and_lets_its_holder_in_nowhere() {
        var person = organisation.person("sales");
        var client = "cli_" + person.value();
        var token = organisation.tokens.through(client, person.value(), SELF);
        var question = question(person, "call", "tool", "crm.read_contact");
        var shown = new HashMap<>(question);
        shown.put("context", Map.of("token", token));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> reason(body(ask(token, question))).equals("allow"));

        organisation.client(client, ClientState.Status.STOPPED);

        await().atMost(Duration.ofSeconds(30))
                .until(() -> reason(body(ask(gateway, shown))).equals("token_void"));
        assertThat(body(ask(gateway, shown)).getString("context.explanation"))
                .contains("Console (" + client + ") is stopped (its secret was found)", "clients:write");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> ask(token, question).then().statusCode(401).body("detail", containsString("is stopped")));
        awaitAnswer(person, "crm.read_contact", "allow"); // a gateway that shows no token of it
    }

    @Test
    void a_token_of_a_sign_in_that_ended_is_denied_to_whoever_shows_it_and_lets_its_holder_in_nowhere() {
        var person = organisation.person("sales");
        var signIn = "ses_" + person.value();
        var token = organisation.tokens.of(person.value(), signIn, SELF);
        var question = question(person, "call", "tool", "crm.read_contact");
        var shown = new HashMap<>(question);
        shown.put("context", Map.of("token", token));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> reason(body(ask(token, question))).equals("allow"));

        organisation.owners.write(ClientState.FAMILY, ClientState.ended(ClientState.Ended.SIGN_IN, signIn));

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> ask(token, question).then().statusCode(401).body("detail", containsString("has ended")));
        assertThat(reason(body(ask(gateway, shown)))).isEqualTo("token_invalid");
        assertThat(body(ask(gateway, shown)).getString("context.explanation")).contains("has ended");
        var another = organisation.tokens.of(person.value(), signIn + "_2", SELF);
        assertThat(reason(body(ask(another, question)))).isEqualTo("allow");
    }

    @Test
    void a_record_that_cannot_be_read_denies_until_a_readable_later_revision() {
        var person = organisation.person("sales");
        awaitAnswer(person, "crm.read_contact", "allow");
        organisation.owners.writeUnreadable(IdentityState.FAMILY.topic(), person.value());
        awaitAnswer(person, "crm.read_contact", "unreadable_state");
        organisation.identity(person, Kind.PERSON, null, Status.ACTIVE, null);
        awaitAnswer(person, "crm.read_contact", "allow");
    }

    @Test
    void a_renamed_tool_is_judged_by_its_labels_without_a_change_of_policy() {
        organisation.tool("crm.look_up", "crm", ToolLabel.PRIVATE);
        awaitAnswer(ada, "crm.look_up", "allow");
        organisation.tool("crm.look_up", "crm", ToolLabel.MONEY);
        awaitAnswer(ada, "crm.look_up", "person_policy");
        organisation.withoutTool("crm.look_up");
        awaitAnswer(ada, "crm.look_up", "unknown_resource");
    }

    @Test
    void search_finds_the_models_that_a_subject_may_use_page_by_page() {
        var search = Map.of(
                "subject", Map.of("type", "person", "id", ada.value()),
                "action", Map.of("name", "use"),
                "resource", Map.of("type", "model"));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> post("/access/v1/search/resource", gateway, search)
                        .then()
                        .statusCode(200)
                        .body("results.id", equalTo(List.of("general-large", "general-small")))
                        .body("page.total", equalTo(2)));
        var first = post("/access/v1/search/resource", gateway, with(search, "page", Map.of("limit", 1)));
        assertThat(body(first).getList("results.id")).containsExactly("general-large");
        var next = body(first).getString("page.next_token");
        var second =
                post("/access/v1/search/resource", gateway, with(search, "page", Map.of("limit", 1, "token", next)));
        assertThat(body(second).getList("results.id")).containsExactly("general-small");
        assertThat(body(second).getString("page.next_token")).isEmpty();
        var unknown = with(search, "resource", Map.of("type", "spaceship"));
        post("/access/v1/search/resource", gateway, unknown).then().body("results.size()", equalTo(0));
    }

    @Test
    void search_finds_who_may_and_what_may_be_done() {
        var whoMay = Map.of(
                "subject", Map.of("type", "person"),
                "action", Map.of("name", "call"),
                "resource", Map.of("type", "tool", "id", "crm.read_contact"));
        var found = new java.util.TreeSet<String>();
        var page = body(post("/access/v1/search/subject", gateway, with(whoMay, "page", Map.of("limit", 2))));
        found.addAll(page.getList("results.id"));
        while (!page.getString("page.next_token").isEmpty()) {
            var next = Map.of("limit", 2, "token", page.getString("page.next_token"));
            page = body(post("/access/v1/search/subject", gateway, with(whoMay, "page", next)));
            found.addAll(page.getList("results.id"));
        }
        assertThat(found).contains(ada.value());
        var self = organisation.tokens.of(ada.value(), SELF);
        post("/access/v1/search/subject", self, whoMay).then().statusCode(403);
        var what = Map.of(
                "subject", Map.of("type", "person", "id", ada.value()),
                "resource", Map.of("type", "tool", "id", "crm.read_contact"));
        post("/access/v1/search/action", self, what)
                .then()
                .statusCode(200)
                .body("results.name", equalTo(List.of("call")));
        post("/access/v1/search/action", self, Map.of("subject", what.get("subject")))
                .then()
                .statusCode(400)
                .body("field", equalTo("/resource"));
    }

    @Test
    void evaluations_take_defaults_and_stop_where_the_semantic_says() {
        var items = List.of(
                Map.of("resource", Map.of("type", "tool", "id", "crm.read_contact")),
                Map.of("resource", Map.of("type", "tool", "id", "no.such_tool")),
                Map.of("resource", Map.of("type", "tool")));
        var all = with(question(ada, "call", "tool", "email.send"), "evaluations", items);
        post("/access/v1/evaluations", gateway, all)
                .then()
                .statusCode(200)
                .body("evaluations.decision", equalTo(List.of(true, false, false)))
                .body("evaluations[2].context.error.status", equalTo(400))
                .body("evaluations[2].context.error.message", containsString("/evaluations/2/resource/id"));
        for (var semantic :
                Map.of("deny_on_first_deny", 2, "permit_on_first_permit", 1).entrySet()) {
            var options = with(all, "options", Map.of("evaluations_semantic", semantic.getKey()));
            var answer = body(post("/access/v1/evaluations", gateway, options));
            assertThat(answer.getList("evaluations")).hasSize(semantic.getValue());
        }
        var single = body(post("/access/v1/evaluations", gateway, question(ada, "call", "tool", "email.send")));
        assertThat(single.getBoolean("decision")).isTrue();
        post("/access/v1/evaluations", gateway, with(all, "options", Map.of("evaluations_semantic", "guess")))
                .then()
                .statusCode(400)
                .body("field", equalTo("/options/evaluations_semantic"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | application/json | ",
                "{ | application/json | ",
                "[] | application/json | ",
                "{\"subject\":{\"type\":\"person\"}} | application/json | /subject/id",
                "{\"subject\":7} | application/json | /subject",
                "{\"subject\":{\"type\":\"person\",\"id\":7}} | application/json | /subject/id",
                "{\"subject\":{\"type\":\"person\",\"id\":\"a\"}} | application/json | /action",
                "{\"subject\":{\"type\":\"person\",\"id\":\"a\"},\"action\":{\"name\":\"call\"}} | application/json | /resource",
                "{} | text/plain | Content-Type",
            })
    void what_is_wrong_with_a_body_is_a_400_that_names_the_member(String body, String type, String field) {
        var response = given().auth()
                .oauth2(gateway)
                .header("X-Request-ID", "r-1")
                .contentType(type)
                .body(body)
                .post("/access/v1/evaluation");
        response.then().statusCode(400).header("X-Request-ID", "r-1").body("field", equalTo(field));
    }

    @Test
    void unknown_members_are_ignored_and_the_request_id_comes_back() {
        given().auth()
                .oauth2(gateway)
                .header("X-Request-ID", "r-2")
                .contentType("application/json")
                .body(with(question(ada, "call", "tool", "email.send"), "surprise", List.of(1)))
                .post("/access/v1/evaluation")
                .then()
                .statusCode(200)
                .header("X-Request-ID", "r-2")
                .body("decision", equalTo(true));
    }

    @Test
    void without_a_token_401_and_about_others_or_without_the_scope_403() {
        given().contentType("application/json")
                .body(question(ada, "call", "tool", "email.send"))
                .header("X-Request-ID", "r-3")
                .post("/access/v1/evaluation")
                .then()
                .statusCode(401)
                .header("X-Request-ID", "r-3")
                .header("WWW-Authenticate", startsWith("Bearer"));
        ask("not-a-token", question(ada, "call", "tool", "email.send")).then().statusCode(401);
        ask(organisation.tokens.of("someone", "trail:read"), question(ada, "call", "tool", "email.send"))
                .then()
                .statusCode(403);
        ask(organisation.tokens.of("someone", SELF), question(ada, "call", "tool", "email.send"))
                .then()
                .statusCode(403);
    }

    @Test
    void metadata_is_public_and_readiness_names_the_policies() {
        given().get("/.well-known/authzen-configuration")
                .then()
                .statusCode(200)
                .body("access_evaluation_endpoint", containsString("/access/v1/evaluation"))
                .body("search_subject_endpoint", containsString("/access/v1/search/subject"))
                .body("search_action_endpoint", containsString("/access/v1/search/action"));
        given().get(management("/q/health/ready")).then().statusCode(200).body("checks.name", hasItems("policies"));
    }

    private static String management(String path) {
        var config = ConfigProvider.getConfig();
        return "http://127.0.0.1:" + config.getValue("quarkus.management.test-port", Integer.class) + path;
    }

    private static JsonPath awaitAnswer(IdentityId subject, String tool, String expected) {
        var last = new JsonPath[1];
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            last[0] = body(ask(gateway, question(subject, "call", "tool", tool)));
            assertThat(reason(last[0])).isEqualTo(expected);
        });
        return last[0];
    }

    private static dev.mandate.events.authz.DecisionEvent.Decided recordOf(JsonPath answer) {
        var id = answer.getString("context.id");
        return await().atMost(Duration.ofSeconds(30)).until(() -> records.find(id), record -> record != null);
    }
}
