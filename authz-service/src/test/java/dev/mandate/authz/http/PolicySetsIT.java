package dev.mandate.authz.http;

import static dev.mandate.authz.http.Ask.body;
import static dev.mandate.authz.http.Ask.question;
import static dev.mandate.authz.http.Ask.reason;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import dev.mandate.authz.engine.policies.PolicyFiles;
import dev.mandate.authz.organisation.Organisation;
import dev.mandate.embedded.Platform;
import dev.mandate.embedded.PlatformTestResource;
import dev.mandate.events.administration.Actor;
import dev.mandate.events.authz.PolicyRecord;
import dev.mandate.events.authz.PolicyRecord.Activation;
import dev.mandate.events.authz.PolicyRecord.Published;
import dev.mandate.events.ids.IdentityId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = PlatformTestResource.class, initArgs = @ResourceArg(name = "service", value = "authz"))
class PolicySetsIT {
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

    private static Organisation organisation;
    private static DecisionRecords records;
    private static PolicyAuthor admin;
    private static String gateway;
    private static IdentityId nina;

    @BeforeAll
    static void publish_an_organisation() {
        RestAssured.port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        organisation = new Organisation();
        records = new DecisionRecords();
        admin = new PolicyAuthor(organisation.tokens.of("admin", PolicyAuthor.SCOPES));
        gateway = organisation.tokens.of("gateway", "decisions:evaluate decisions:gateway");
        nina = organisation.person("night-shift");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> admin.get("/policies").statusCode() == 200
                        && ask().jsonPath().get("context.reason") != null);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> "person_policy".equals(ask().jsonPath().getString("context.reason")));
    }

    @AfterAll
    static void close() {
        organisation.close();
        records.close();
    }

    @Test
    void a_version_is_published_watched_activated_and_rolled_back_on_the_running_replica() {
        admin.publish("extra", EXTRA, TESTS).then().statusCode(201).body("version.version", equalTo(1));
        admin.publish("extra", EXTRA, TESTS).then().statusCode(200).body("version.version", equalTo(1));
        assertThat(answer()).as("published is not in force").isEqualTo("person_policy");

        admin.put("/policies/extra/shadow", 1).then().statusCode(200).body("set.shadow", equalTo(1));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> admin.get("/policies").jsonPath().getString("shadow") != null);
        var watched = ask().jsonPath();
        assertThat(watched.getBoolean("decision")).isFalse();
        await().atMost(Duration.ofSeconds(30)).until(() -> records.find(watched.getString("context.id")) != null);
        var shadow = records.find(watched.getString("context.id")).shadow();
        assertThat(shadow.allowed()).isTrue();
        assertThat(shadow.policies()).contains("extra/night-mail");
        assertThat(shadow.version()).endsWith(",extra/1");

        admin.get("/policies/nosuch/shadow/report").then().statusCode(404).body("title", containsString("nosuch"));
        var report = admin.get("/policies/extra/shadow/report?hours=1").jsonPath();
        assertThat(report.getList("watched.version", String.class)).anyMatch(version -> version.endsWith(",extra/1"));
        assertThat(report.getList("watched.changed.flatten().decision")).contains(watched.getString("context.id"));

        admin.activate("extra", 1).then().statusCode(200).body("stream", equalTo("authz.policies.v1"));
        awaitAnswer("allow");
        var answer = ask().jsonPath();
        assertThat(answer.getString("context.policyVersion")).endsWith(",extra/1");
        assertThat(answer.getList("context.policies")).contains("extra/night-mail");

        admin.publish("extra", EXTRA.replace("night-shift", "day-shift"), null)
                .then()
                .statusCode(201);
        admin.activate("extra", 2).then().statusCode(200);
        awaitAnswer("person_policy");
        admin.post("/policies/extra/rollback", Map.of()).then().statusCode(200).body("set.active", equalTo(1));
        awaitAnswer("allow");
        admin.post("/policies/extra/rollback", Map.of()).then().statusCode(409);

        admin.get("/policies/extra/diff?from=1&to=2")
                .then()
                .statusCode(200)
                .body("policies.id", equalTo(List.of("night-mail")));
        admin.get("/policies/extra")
                .then()
                .body("versions.version", equalTo(List.of(2, 1)))
                .body("changes.kind", equalTo(List.of("ROLL_BACK", "ACTIVATE", "ACTIVATE", "WATCH")))
                .body("changes.author", hasItem("admin"));

        admin.retire("extra").then().statusCode(200);
        awaitAnswer("person_policy");
    }

    @Test
    void who_published_and_who_changed_what_counts_is_on_the_topic_with_his_client() {
        admin.publish("told", EXTRA, TESTS).then().statusCode(201);
        admin.publish("told", EXTRA, TESTS).then().statusCode(200);
        admin.put("/policies/told/shadow", 1).then().statusCode(200);
        admin.activate("told", 1).then().statusCode(200);
        admin.retire("told").then().statusCode(200);
        var byAdmin = new Actor("admin", "admin", List.of());
        try (var topic = new PolicyRecords()) {
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(topic.of("told", Activation.class))
                            .extracting(Activation::change)
                            .containsExactly(
                                    PolicyRecord.PolicySetChange.WATCHED,
                                    PolicyRecord.PolicySetChange.ACTIVATED,
                                    PolicyRecord.PolicySetChange.DEACTIVATED));
            assertThat(topic.of("told", Activation.class)).allSatisfy(told -> {
                assertThat(told.by()).isEqualTo("admin");
                assertThat(told.actor()).isEqualTo(byAdmin);
            });
            assertThat(topic.of("told", Published.class)).singleElement().satisfies(told -> {
                assertThat(told.version()).isEqualTo(1);
                assertThat(told.policies()).isEqualTo(1);
                assertThat(told.tests()).isEqualTo(1);
                assertThat(told.by()).isEqualTo(byAdmin);
            });
        }
    }

    @Test
    void a_simulation_tells_which_past_decisions_a_version_would_change() {
        var past = ask().jsonPath().getString("context.id");
        await().atMost(Duration.ofSeconds(30)).until(() -> records.find(past) != null);
        admin.publish("candidate", EXTRA, TESTS).then().statusCode(201);
        var report = admin.post("/policies/candidate/versions/1/simulation?hours=1", Map.of())
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
        admin.post("/policies/candidate/versions/9/simulation", Map.of()).then().statusCode(404);
        assertThat(answer()).as("nothing has come into force").isEqualTo("person_policy");
    }

    @Test
    void a_bad_set_is_refused_with_file_place_and_message_and_nothing_changes() {
        var before = admin.get("/policies").jsonPath().getString("version");
        admin.publish("broken", "// first line\n" + EXTRA.replace("principal in", "princpal in"), null)
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:mandate:problem:policies-invalid"))
                .body("findings[0].file", equalTo("extra.cedar"))
                .body("findings[0].line", equalTo(2))
                .body("findings[0].message", containsString("princpal"));
        admin.publish(
                        "broken",
                        EXTRA,
                        "tests:\n  - name: incomplete\n    request: {subject: nina}\n    expect: allow\n")
                .then()
                .statusCode(422)
                .body("findings[0].file", equalTo("extra.tests.yml"))
                .body("findings[0].line", equalTo(3));
        admin.get("/policies/broken").then().statusCode(404);
        assertThat(admin.get("/policies").jsonPath().getString("version")).isEqualTo(before);
    }

    @Test
    void a_version_whose_test_fails_is_refused_with_the_test() {
        admin.publish("failing", EXTRA, TESTS.replace("expect: allow", "expect: deny"))
                .then()
                .statusCode(422)
                .body("tests[0].name", equalTo("the night shift sends mail"))
                .body("tests[0].problem", equalTo("expected deny"))
                .body("tests[0].policies", equalTo(List.of("night-mail")));
    }

    @Test
    void who_may_publish_is_itself_a_policy_that_can_be_published() {
        var stranger = new PolicyAuthor(organisation.tokens.of("pipeline", PolicyAuthor.SCOPES));
        stranger.publish("owned", EXTRA, null)
                .then()
                .statusCode(403)
                .body("title", containsString("No policy of the set governance permits pipeline"));
        var agent =
                new PolicyAuthor(organisation.tokens.of(organisation.agent(nina).value(), PolicyAuthor.SCOPES));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> agent.publish("owned", EXTRA, null)
                        .then()
                        .statusCode(403)
                        .body("title", containsString("Agents don't change what agents may do")));

        var locksOut = "@id(\"nobody\") forbid (principal, action, resource);";
        admin.publish("governance", locksOut, null).then().statusCode(201);
        admin.activate("governance", 1).then().statusCode(409);

        var also = """
                @id("all-clients") permit (principal is Mandate::Client, action, resource);
                """;
        admin.publish("governance", also, null).then().statusCode(201).body("version.version", equalTo(2));
        admin.activate("governance", 2).then().statusCode(200);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> stranger.publish("owned", EXTRA, null).statusCode() == 201);
        admin.retire("governance").then().statusCode(200);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> stranger.publish("owned", EXTRA + " ", null).statusCode() == 403);
    }

    @Test
    void without_the_scope_nobody_reads_or_publishes() {
        var reader = new PolicyAuthor(organisation.tokens.of("admin", "policies:read"));
        reader.publish("extra", EXTRA, null).then().statusCode(403);
        new PolicyAuthor(gateway).get("/policies").then().statusCode(403);
    }

    @Test
    void a_name_that_no_set_can_have_is_a_400_wherever_it_stands() {
        for (var path : List.of("/policies/a%00b", "/policies/A/versions/1", "/policies/%F0/diff?from=1&to=2"))
            given().urlEncodingEnabled(false)
                    .auth()
                    .oauth2(admin.token())
                    .get(path)
                    .then()
                    .statusCode(400)
                    .body("type", equalTo("urn:mandate:problem:invalid-set"));
        admin.get("/policies/no-such-set").then().statusCode(404);
    }

    @Test
    void the_shipped_policies_are_listed_as_what_counts_for_a_set_of_which_no_version_does() {
        var files = PolicyFiles.shipped();
        admin.get("/policies")
                .then()
                .body("standIns.find { it.set == 'main' }.version", equalTo(files.digest()))
                .body("standIns.find { it.set == 'main' }.shipped", equalTo(true))
                .body("standIns.find { it.set == 'main' }.policies", greaterThan(10))
                .body("standIns.set", not(hasItem("extra")));
        admin.get("/policies/main")
                .then()
                .statusCode(200)
                .body("facts.set", equalTo("main"))
                .body("standIn.version", equalTo(files.digest()));
    }

    @Test
    void sets_are_listed_in_pages_by_name() {
        for (var set : List.of("paged-a", "paged-b", "paged-c"))
            admin.publish(set, EXTRA, null).then().statusCode(201);
        var whole = admin.get("/policies?limit=200").jsonPath().getList("sets.set", String.class);
        var read = new ArrayList<String>();
        var after = "";
        do {
            var page = admin.get("/policies?limit=2" + after).jsonPath();
            read.addAll(page.getList("sets.set", String.class));
            after = page.getString("next") == null ? "" : "&after=" + page.getString("next");
        } while (!after.isEmpty());

        assertThat(read).isEqualTo(whole).isSorted().contains("paged-a", "paged-b", "paged-c");
        admin.get("/policies?limit=201").then().statusCode(400);
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
                admin.get("/policies")
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
        await().atMost(Duration.ofSeconds(30))
                .until(() -> admin.get("/policies").statusCode() == 200);
    }

    private static Response ask() {
        return Ask.ask(gateway, question(nina, "call", "tool", "email.send"));
    }

    private static String answer() {
        return reason(body(ask()));
    }

    private static void awaitAnswer(String expected) {
        await().atMost(Duration.ofSeconds(30)).until(() -> answer().equals(expected));
    }
}
