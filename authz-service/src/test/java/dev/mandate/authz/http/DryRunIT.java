package dev.mandate.authz.http;

import static dev.mandate.authz.http.Ask.ask;
import static dev.mandate.authz.http.Ask.awaitKnown;
import static dev.mandate.authz.http.Ask.body;
import static dev.mandate.authz.http.Ask.post;
import static dev.mandate.authz.http.Ask.question;
import static dev.mandate.authz.http.Ask.reason;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.mandate.authz.client.AuthzClient;
import dev.mandate.authz.client.Question;
import dev.mandate.authz.organisation.Organisation;
import dev.mandate.authz.organisation.ToldActions;
import dev.mandate.embedded.PlatformTestResource;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.ids.IdentityId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody wants to know what an agent would be answered, and nobody means to do it. */
@QuarkusTest
@QuarkusTestResource(value = PlatformTestResource.class, initArgs = @ResourceArg(name = "service", value = "authz"))
class DryRunIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String DRY_RUN = "/access/v1/evaluation/dry-run";

    private static Organisation organisation;
    private static ToldActions told;
    private static String gateway;

    private IdentityId ada;
    private IdentityId agent;
    private DelegationState task;
    private String token;

    @BeforeAll
    static void publish_an_organisation() {
        RestAssured.port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        organisation = new Organisation(ShiftedClock::now);
        told = new ToldActions();
        gateway = organisation.tokens.of("gateway", "decisions:evaluate decisions:gateway");
        awaitKnown(gateway);
    }

    @AfterAll
    static void close() {
        told.close();
        organisation.close();
    }

    @BeforeEach
    void a_task() {
        ada = organisation.person("sales");
        agent = organisation.agent(ada);
        task = organisation.delegation(ada, agent, "web.browse");
        token = organisation.tokens.bound(ada.value(), task);
        await().atMost(SOON)
                .until(() -> reason(body(ask(token, call("email.send")))).equals("outside_scope"));
    }

    @Test
    void the_answer_is_the_same_and_says_that_nothing_may_be_done_by_it() {
        var would = body(post(DRY_RUN, gateway, call("web.browse", "token", token)));
        assertThat(would.getBoolean("decision")).isTrue();
        assertThat(would.getBoolean("context.dry_run")).isTrue();
        assertThat(would.getString("context.until")).isNull();
        var not = body(post(DRY_RUN, gateway, call("email.send", "token", token)));
        assertThat(reason(not)).isEqualTo("outside_scope");
        var id = would.getString("context.id");
        try (var records = new DecisionRecords()) {
            await().atMost(SOON).until(() -> records.dryRun(id) != null);
            assertThat(records.find(id)).as("no decision of this id").isNull();
            assertThat(records.dryRun(id).presenter().client()).isEqualTo("gateway");
            assertThat(records.dryRun(id).caller()).as("as it would be asked").isEqualTo(agent.value());
        }
        given().auth()
                .oauth2(organisation.tokens.of("auditor", "decisions:read"))
                .get("/decisions/" + id)
                .then()
                .statusCode(200)
                .body("dryRun", equalTo(true))
                .body("decision", equalTo(true));
    }

    @Test
    void no_member_of_a_body_makes_one_of_a_question_that_is_meant() {
        var asked = body(ask(token, call("web.browse", "dry_run", true)));
        assertThat(asked.getString("context.dry_run")).isNull();
        assertThat(asked.getString("context.until")).isNotNull();
        try (var records = new DecisionRecords()) {
            var id = asked.getString("context.id");
            await().atMost(SOON).until(() -> records.find(id) != null);
        }
    }

    @Test
    void an_agent_asks_for_what_it_means_to_do_and_a_person_may_want_to_know() {
        post(DRY_RUN, token, call("web.browse"))
                .then()
                .statusCode(403)
                .body("type", equalTo("urn:mandate:problem:dry-run-by-agent"));
        post(DRY_RUN, organisation.tokens.of(agent.value(), "decisions:evaluate"), call("web.browse"))
                .then()
                .statusCode(403);
        var hers = organisation.tokens.of(ada.value(), "decisions:evaluate");
        post(DRY_RUN, hers, call("web.browse", "token", token))
                .then()
                .statusCode(200)
                .body("decision", equalTo(true));
        post(DRY_RUN, hers, call("web.browse")).then().statusCode(403);
    }

    @Test
    void a_search_is_no_way_for_an_agent_to_try_out_arguments_off_the_record() {
        var tried = call("web.browse", "arguments", Map.of("url", "https://supplier.example"));
        for (var path : List.of("/access/v1/search/action", "/access/v1/search/resource"))
            for (var its : List.of(token, organisation.tokens.of(agent.value(), "decisions:evaluate")))
                post(path, its, tried)
                        .then()
                        .statusCode(403)
                        .body("type", equalTo("urn:mandate:problem:dry-run-by-agent"));
        post("/access/v1/search/action", token, call("web.browse"))
                .then()
                .statusCode(200)
                .body("page.count", notNullValue());
        post("/access/v1/search/action", gateway, call("web.browse", "token", token))
                .then()
                .statusCode(200);
    }

    @Test
    void what_became_of_it_nobody_tells() {
        var id =
                body(post(DRY_RUN, gateway, call("web.browse", "token", token))).getString("context.id");
        await("its record is there")
                .atMost(SOON)
                .until(() -> post("/decisions/" + id + "/outcome", gateway, Map.of("status", "succeeded"))
                                .statusCode()
                        != 404);
        post("/decisions/" + id + "/outcome", gateway, Map.of("status", "succeeded"))
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:mandate:problem:dry-run"));
        assertThat(told.all(task.session())).isEmpty();
        try (var records = new DecisionRecords()) {
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(records.misreported(id))
                            .singleElement()
                            .satisfies(one -> assertThat(one.dryRun()).isTrue()));
        }
    }

    @Test
    void the_client_gives_something_that_nobody_takes_for_a_decision() {
        var client = AuthzClient.of(URI.create("http://127.0.0.1:" + RestAssured.port))
                .as(() -> gateway);
        var about = Question.about("agent", agent.value())
                .doing("call", "tool", "web.browse")
                .presenting(token);
        assertThat(client.dryRun(about).join().would().allowed()).isTrue();
    }

    private Map<String, Object> call(String tool) {
        return question(agent, "call", "tool", tool);
    }

    private Map<String, Object> call(String tool, String member, Object value) {
        var context = new HashMap<String, Object>();
        context.put(member, value);
        return question(agent, "call", "tool", tool, context);
    }
}
