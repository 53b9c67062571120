package dev.mandate.authz.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.mandate.embedded.Platform;
import dev.mandate.embedded.PlatformTestResource;
import dev.mandate.events.ids.IdentityId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = PlatformTestResource.class, initArgs = @ResourceArg(name = "service", value = "authz"))
class PolicySetsIT {
    private static final String SCOPES = "policies:write policies:read";
    private static final String EXTRA = """
            @id("night-mail")
            permit (
              principal in Mandate::Role::"night-shift",
              action in Mandate::Action::"egress",
              resource in Mandate::Application::"mail"
            );
            """;
    private static final String TESTS = """
            people:
              nina: {roles: [night-shift]}
            tools:
              email.send: {application: mail, labels: [egress]}
            tests:
              - name: the night shift sends mail
                request: {subject: nina, call: email.send}
                expect: allow
                policies: [night-mail]
            """;

    private static final String MFA = "urn:mandate:acr:mfa";

    private static Organisation organisation;
    private static DecisionRecords records;
    private static String admin;
    private static String gateway;
    private static IdentityId nina;

    @BeforeAll
    static void publish_an_organisation() {
        RestAssured.port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        organisation = new Organisation();
        records = new DecisionRecords();
        admin = organisation.tokens.of("admin", SCOPES);
        gateway = organisation.tokens.of("gateway", "decisions:evaluate decisions:gateway");
        nina = organisation.person("night-shift");
        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        get("/policies").statusCode() == 200 && ask().jsonPath().get("context.reason") != null);
        await().atMost(Duration.ofSeconds(15))
                .until(() -> "person_policy".equals(ask().jsonPath().getString("context.reason")));
    }

    @AfterAll
    static void close() {
        organisation.close();
        records.close();
    }

    @Test
    void a_version_is_published_watched_activated_and_rolled_back_on_the_running_replica() {
        publish("extra", EXTRA, TESTS).then().statusCode(201).body("version.version", equalTo(1));
        publish("extra", EXTRA, TESTS).then().statusCode(200).body("version.version", equalTo(1));
        assertThat(answer()).as("published is not in force").isEqualTo("person_policy");

        put("/policies/extra/shadow", 1).then().statusCode(200).body("set.shadow", equalTo(1));
        await().atMost(Duration.ofSeconds(10))
                .until(() -> get("/policies").jsonPath().getString("shadow") != null);
        var watched = ask().jsonPath();
        assertThat(watched.getBoolean("decision")).isFalse();
        await().atMost(Duration.ofSeconds(10)).until(() -> records.find(watched.getString("context.id")) != null);
        var shadow = records.find(watched.getString("context.id")).shadow();
        assertThat(shadow.allowed()).isTrue();
        assertThat(shadow.policies()).contains("extra/night-mail");
        assertThat(shadow.version()).endsWith(",extra/1");

        var report = get("/policies/extra/shadow/report?hours=1").jsonPath();
        assertThat(report.getList("watched.version", String.class)).anyMatch(version -> version.endsWith(",extra/1"));
        assertThat(report.getList("watched.changed.flatten().decision")).contains(watched.getString("context.id"));

        put("/policies/extra/active", 1).then().statusCode(200).body("stream", equalTo("authz.policies.v1"));
        awaitAnswer("allow");
        var answer = ask().jsonPath();
        assertThat(answer.getString("context.policyVersion")).endsWith(",extra/1");
        assertThat(answer.getList("context.policies")).contains("extra/night-mail");

        publish("extra", EXTRA.replace("night-shift", "day-shift"), null).then().statusCode(201);
        put("/policies/extra/active", 2).then().statusCode(200);
        awaitAnswer("person_policy");
        post("/policies/extra/rollback", Map.of()).then().statusCode(200).body("set.active", equalTo(1));
        awaitAnswer("allow");
        post("/policies/extra/rollback", Map.of()).then().statusCode(409);

        get("/policies/extra/diff?from=1&to=2")
                .then()
                .statusCode(200)
                .body("policies.id", equalTo(List.of("night-mail")));
        get("/policies/extra")
                .then()
                .body("versions.version", equalTo(List.of(2, 1)))
                .body("changes.kind", equalTo(List.of("ROLL_BACK", "ACTIVATE", "ACTIVATE", "WATCH")))
                .body("changes.author", hasItem("admin"));

        given().auth().oauth2(admin).delete("/policies/extra/active").then().statusCode(200);
        awaitAnswer("person_policy");
    }

    @Test
    void a_simulation_tells_which_past_decisions_a_version_would_change() {
        var past = ask().jsonPath().getString("context.id");
        await().atMost(Duration.ofSeconds(10)).until(() -> records.find(past) != null);
        publish("candidate", EXTRA, TESTS).then().statusCode(201);
        var report = post("/policies/candidate/versions/1/simulation?hours=1", Map.of())
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(report.getString("candidate")).endsWith(",candidate/1");
        assertThat(report.getBoolean("whole")).isTrue();
        assertThat(report.getInt("newlyAllowed")).isPositive();
        Map<String, Object> difference = report.getMap("differences.find { it.decision == '" + past + "' }");
        assertThat(difference).containsEntry("active", false).containsEntry("candidate", true);
        assertThat(report.getList("differences.candidate")).doesNotContain(false);
        post("/policies/candidate/versions/9/simulation", Map.of()).then().statusCode(404);
        assertThat(answer()).as("nothing has come into force").isEqualTo("person_policy");
    }

    @Test
    void a_bad_set_is_refused_with_file_place_and_message_and_nothing_changes() {
        var before = get("/policies").jsonPath().getString("version");
        publish("broken", "// first line\n" + EXTRA.replace("principal in", "princpal in"), null)
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:mandate:problem:policies-invalid"))
                .body("findings[0].file", equalTo("extra.cedar"))
                .body("findings[0].line", equalTo(2))
                .body("findings[0].message", containsString("princpal"));
        publish("broken", EXTRA, "tests:\n  - name: incomplete\n    request: {subject: nina}\n    expect: allow\n")
                .then()
                .statusCode(422)
                .body("findings[0].file", equalTo("extra.tests.yml"))
                .body("findings[0].line", equalTo(3));
        get("/policies/broken").then().statusCode(404);
        assertThat(get("/policies").jsonPath().getString("version")).isEqualTo(before);
    }

    @Test
    void a_version_whose_test_fails_is_refused_with_the_test() {
        publish("failing", EXTRA, TESTS.replace("expect: allow", "expect: deny"))
                .then()
                .statusCode(422)
                .body("tests[0].name", equalTo("the night shift sends mail"))
                .body("tests[0].problem", equalTo("expected deny"))
                .body("tests[0].policies", equalTo(List.of("night-mail")));
    }

    @Test
    void who_may_publish_is_itself_a_policy_that_can_be_published() {
        var stranger = organisation.tokens.of("pipeline", SCOPES);
        submit(stranger, "owned", EXTRA, null)
                .then()
                .statusCode(403)
                .body("title", containsString("No policy of the set governance permits pipeline"));
        var agent = organisation.tokens.of(organisation.agent(nina).value(), SCOPES);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> submit(agent, "owned", EXTRA, null)
                        .then()
                        .statusCode(403)
                        .body("title", containsString("Agents don't change what agents may do")));

        var locksOut = "@id(\"nobody\") forbid (principal, action, resource);";
        publish("governance", locksOut, null).then().statusCode(201);
        put("/policies/governance/active", 1).then().statusCode(409);

        var also = """
                @id("all-clients") permit (principal is Mandate::Client, action, resource);
                """;
        publish("governance", also, null).then().statusCode(201).body("version.version", equalTo(2));
        put("/policies/governance/active", 2).then().statusCode(200);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> submit(stranger, "owned", EXTRA, null).statusCode() == 201);
        given().auth()
                .oauth2(admin)
                .delete("/policies/governance/active")
                .then()
                .statusCode(200);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> submit(stranger, "owned", EXTRA + " ", null).statusCode() == 403);
    }

    @Test
    void a_person_steps_up_by_signing_in_again_and_is_allowed_and_his_agent_never_passes_for_him() {
        var ada = organisation.person("night-shift");
        var agent = organisation.agent(ada);
        var task = organisation.delegation(ada, agent, "email.send");
        var mail = "action in Mandate::Action::\"egress\", resource in Mandate::Application::\"mail\");";
        var policies = "@id(\"agents\") permit (principal is Mandate::Agent, " + mail
                + "@id(\"stepped-up\") @obligation(\"step_up:" + MFA + "\") permit (principal == Mandate::Person::\""
                + ada.value() + "\", " + mail;
        publish("second-factor", policies, null).then().statusCode(201);
        put("/policies/second-factor/active", 1).then().statusCode(200);
        try {
            var weak = organisation.tokens.signedIn(ada.value(), "pwd");
            await().atMost(Duration.ofSeconds(15))
                    .untilAsserted(() -> assertThat(answer(weak, "person", ada)).isEqualTo("step_up_required"));
            assertThat(ask(weak, "person", ada).jsonPath().getList("context.obligations.properties.acr_value"))
                    .containsExactly(MFA);
            assertThat(answer(organisation.tokens.signedIn(ada.value(), MFA), "person", ada))
                    .isEqualTo("allow");
            await().atMost(Duration.ofSeconds(15))
                    .untilAsserted(() -> assertThat(
                                    answer(organisation.tokens.bound(ada.value(), task), "agent", agent))
                            .isEqualTo("step_up_required"));
            assertThat(answer(organisation.tokens.boundAndSignedIn(ada.value(), task, MFA), "agent", agent))
                    .isEqualTo("step_up_required");
        } finally {
            given().auth().oauth2(admin).delete("/policies/second-factor/active");
        }
    }

    @Test
    void without_the_scope_nobody_reads_or_publishes() {
        var reader = organisation.tokens.of("admin", "policies:read");
        submit(reader, "extra", EXTRA, null).then().statusCode(403);
        given().auth().oauth2(gateway).get("/policies").then().statusCode(403);
    }

    @Test
    void a_name_that_no_set_can_have_is_a_400_wherever_it_stands() {
        for (var path : List.of("/policies/a%00b", "/policies/A/versions/1", "/policies/%F0/diff?from=1&to=2"))
            given().urlEncodingEnabled(false)
                    .auth()
                    .oauth2(admin)
                    .get(path)
                    .then()
                    .statusCode(400)
                    .body("type", equalTo("urn:mandate:problem:invalid-set"));
        given().auth().oauth2(admin).get("/policies/no-such-set").then().statusCode(404);
    }

    @Test
    void while_the_database_is_down_decisions_go_on_and_the_replica_stays_ready() throws Exception {
        try (var database = DriverManager.getConnection(
                        Platform.shared().jdbcUrl(),
                        "postgres",
                        Platform.shared().password("db.postgres"));
                var statement = database.createStatement()) {
            statement.execute("ALTER ROLE authz NOLOGIN");
            statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'authz'");
            try {
                get("/policies")
                        .then()
                        .statusCode(503)
                        .body("type", equalTo("urn:mandate:problem:database-unavailable"));
                assertThat(answer()).isEqualTo("person_policy");
                var management = ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
                given().get("http://127.0.0.1:" + management + "/q/health/ready")
                        .then()
                        .statusCode(200);
            } finally {
                statement.execute("ALTER ROLE authz LOGIN");
            }
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> get("/policies").statusCode() == 200);
    }

    private static Response publish(String set, String policies, String tests) {
        return submit(admin, set, policies, tests);
    }

    private static Response submit(String token, String set, String policies, String tests) {
        var body = new HashMap<String, Object>();
        body.put("files", List.of(Map.of("name", "extra.cedar", "text", policies)));
        if (tests != null) body.put("tests", List.of(Map.of("name", "extra.tests.yml", "text", tests)));
        return given().auth()
                .oauth2(token)
                .contentType("application/json")
                .body(body)
                .post("/policies/" + set + "/versions");
    }

    private static Response put(String path, long version) {
        return given().auth()
                .oauth2(admin)
                .contentType("application/json")
                .body(Map.of("version", version))
                .put(path);
    }

    private static Response post(String path, Object body) {
        return given().auth()
                .oauth2(admin)
                .contentType("application/json")
                .body(body)
                .post(path);
    }

    private static Response get(String path) {
        return given().auth().oauth2(admin).get(path);
    }

    private static Response ask() {
        return ask(gateway, "person", nina);
    }

    private static Response ask(String token, String type, IdentityId subject) {
        return given().auth()
                .oauth2(token)
                .contentType("application/json")
                .body(Map.of(
                        "subject", Map.of("type", type, "id", subject.value()),
                        "action", Map.of("name", "call"),
                        "resource", Map.of("type", "tool", "id", "email.send")))
                .post("/access/v1/evaluation");
    }

    private static String answer() {
        return answer(gateway, "person", nina);
    }

    private static String answer(String token, String type, IdentityId subject) {
        var answer = ask(token, type, subject).jsonPath();
        return answer.getBoolean("decision") ? "allow" : answer.getString("context.reason");
    }

    private static void awaitAnswer(String expected) {
        await().atMost(Duration.ofSeconds(15)).until(() -> answer().equals(expected));
    }
}
