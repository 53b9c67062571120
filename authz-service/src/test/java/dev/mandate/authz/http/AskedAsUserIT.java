package dev.mandate.authz.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.mandate.authz.organisation.Organisation;
import dev.mandate.embedded.PlatformTestResource;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.AccessState.Employment;
import dev.mandate.events.topics.TopicCatalogue;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a caller may demand before a decision, and ask after it. */
@QuarkusTest
@QuarkusTestResource(value = PlatformTestResource.class, initArgs = @ResourceArg(name = "service", value = "authz"))
class AskedAsUserIT {
    private static final String TOOL = "crm.read_contact";

    private static Organisation organisation;
    private static String gateway;
    private static IdentityId ada;

    @BeforeAll
    static void publish_an_organisation() {
        RestAssured.port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        organisation = new Organisation(ShiftedClock::now);
        gateway = organisation.tokens.of("gateway", "decisions:evaluate decisions:gateway");
        ada = organisation.person("sales");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> ask(gateway, ada, Map.of()).statusCode() == 200
                        && ask(gateway, ada, Map.of()).jsonPath().getBoolean("decision"));
    }

    @AfterAll
    static void close() {
        organisation.close();
    }

    @Test
    void who_grants_and_shows_what_the_grant_answered_gets_the_allow_at_once_and_so_with_the_denial_after() {
        var person = organisation.person("finance");
        await("who he is, is told by another owner")
                .atMost(Duration.ofSeconds(20))
                .until(() -> "person_policy"
                        .equals(ask(gateway, person, Map.of()).jsonPath().getString("context.reason")));
        for (int time = 0; time < 10; time++) {
            organisation.access(person, "sales", Employment.ACTIVE);
            assertThat(answer(person, written(person)).getBoolean("decision")).isTrue();
            organisation.access(person, "finance", Employment.ACTIVE);
            assertThat(answer(person, written(person)).getString("context.reason"))
                    .isEqualTo("person_policy");
        }
    }

    @Test
    void what_does_not_arrive_is_a_denial_with_its_own_reason_in_evaluations_too_and_no_result_of_a_search() {
        var never = List.of(Map.of("stream", "lifecycle.access.v1", "key", ada.value(), "revision", 1_000_000));
        var context = Map.of("at_least_as_fresh", never);
        var denied = ask(gateway, ada, context).jsonPath();
        assertThat(denied.getString("context.reason")).isEqualTo("not_yet_fresh");
        assertThat(denied.getString("context.explanation")).contains(ada.value() + " at revision 1000000");
        assertThat(denied.getList("context.remedies.kind")).containsExactly("try_again");
        var items = List.of(Map.of(), Map.of("context", context));
        post("/access/v1/evaluations", gateway, with(question(ada, Map.of()), "evaluations", items))
                .then()
                .body("evaluations.decision", equalTo(List.of(true, false)))
                .body("evaluations[1].context.reason", equalTo("not_yet_fresh"));
        post("/access/v1/search/action", gateway, question(ada, context))
                .then()
                .statusCode(503)
                .body("type", containsString("not-yet-fresh"));
        organisation.access(ada, "sales", Employment.ACTIVE);
        post("/access/v1/search/action", gateway, question(ada, Map.of("at_least_as_fresh", written(ada))))
                .then()
                .statusCode(200)
                .body("results.name", equalTo(List.of("call")));
    }

    @Test
    void what_was_forgotten_counts_as_known_once_everything_until_now_is() {
        var gone = List.of(Map.of("stream", "lifecycle.catalog.v1", "key", "tool/gone", "revision", 3));
        assertThat(answer(ada, gone).getBoolean("decision")).isTrue();
    }

    @Test
    void what_is_no_answer_of_a_write_is_a_400() {
        ask(gateway, ada, Map.of("at_least_as_fresh", List.of(Map.of("stream", "lifecycle.access.v1", "revision", 1))))
                .then()
                .statusCode(400)
                .body("field", equalTo("/context/at_least_as_fresh/0/key"));
    }

    @Test
    void a_decision_is_explained_by_its_id_from_its_record() {
        var denied = organisation.person("finance");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> "person_policy".equals(answer(denied, List.of()).getString("context.reason")));
        var denial = answer(denied, List.of());
        var reader = organisation.tokens.of("reader", "decisions:read");
        var why = explained(reader, denial.getString("context.id"));
        assertThat(why.getBoolean("decision")).isFalse();
        assertThat(why.getString("reason")).isEqualTo("person_policy");
        assertThat(why.getString("explanation")).isEqualTo(denial.getString("context.explanation"));
        assertThat(why.getList("guards")).isEqualTo(denial.getList("context.guards"));
        assertThat(why.getList("remedies")).isEqualTo(denial.getList("context.remedies"));
        assertThat(why.getString("logged")).isEqualTo("ACKNOWLEDGED");
        var allow = answer(ada, List.of());
        var because = explained(reader, allow.getString("context.id"));
        assertThat(because.getBoolean("decision")).isTrue();
        assertThat(because.getString("logged")).isEqualTo("ACKNOWLEDGED");
        assertThat(because.getList("policies.id")).isEqualTo(allow.getList("context.policies"));
        assertThat(because.getLong("freshnessMillis")).isBetween(0L, 30_000L);
    }

    @Test
    void one_partition_that_stands_still_is_stale_and_denies_everything_which_the_replica_says_and_stays_ready() {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> health("well", 200));
        organisation.owners.pause(TopicCatalogue.LIFECYCLE_ACCESS, 3);
        ShiftedClock.ahead(Duration.ofSeconds(40));
        try {
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                var answer = answer(ada, List.of());
                assertThat(answer.getString("context.reason")).isEqualTo("stale_projection");
                assertThat(answer.getString("context.guards[-1].about")).isEqualTo("lifecycle.access.v1");
                health("well", 503)
                        .body("checks.find { it.name == 'freshness' }.data.stale", equalTo("lifecycle.access.v1"));
                health("ready", 200);
            });
            organisation.owners.resume();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> answer(ada, List.of()).getBoolean("decision"));
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> health("well", 200));
        } finally {
            organisation.owners.resume();
            ShiftedClock.ahead(Duration.ZERO);
        }
    }

    private static ValidatableResponse health(String which, int status) {
        var port = ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
        return given().get("http://127.0.0.1:" + port + "/q/health/" + which)
                .then()
                .statusCode(status);
    }

    @Test
    void everyone_may_read_his_own_decisions_and_nobody_those_of_others() {
        var id = answer(ada, List.of()).getString("context.id");
        explained(gateway, id); // asked for it
        explained(organisation.tokens.of(ada.value(), "decisions:evaluate"), id); // it is about her
        explain(organisation.tokens.of("someone", "decisions:evaluate"), id)
                .then()
                .statusCode(404);
        explain(organisation.tokens.of("someone", "policies:read"), id).then().statusCode(403);
        var reader = organisation.tokens.of("reader", "decisions:read");
        explain(reader, DecisionId.next().value()).then().statusCode(404);
        explain(reader, "dec_7zzzzzzzzzzzzzzzzzzzzzzzzz").then().statusCode(404);
        explain(reader, "dec_x").then().statusCode(404);
        explain(reader, "per_ada").then().statusCode(404);
    }

    @Test
    void people_who_sign_in_through_the_same_client_do_not_read_what_others_asked_through_it() {
        var portal = "portal";
        var ofAda = organisation.tokens.through(portal, ada.value(), "decisions:evaluate");
        var id = ask(ofAda, ada, Map.of()).jsonPath().getString("context.id");
        explained(ofAda, id);
        explain(organisation.tokens.through(portal, "per_other", "decisions:evaluate"), id)
                .then()
                .statusCode(404);
    }

    @Test
    void whoever_asks_why_while_many_others_do_waits_for_his_turn() {
        var id = answer(ada, List.of()).getString("context.id");
        var reader = organisation.tokens.of("reader", "decisions:read");
        explained(reader, id);
        assertThat(atOnce(20, () -> explain(reader, id)))
                .extracting(Response::statusCode)
                .containsOnly(200);
    }

    @Test
    void whoever_asks_why_without_end_is_told_when_to_ask_again() {
        var eager = organisation.tokens.of("eager", "decisions:evaluate");
        var nowhere = "dec_7zzzzzzzzzzzzzzzzzzzzzzzzz";
        var answers = atOnce(80, () -> explain(eager, nowhere));
        assertThat(answers).extracting(Response::statusCode).contains(404).containsOnly(404, 429);
        assertThat(answers)
                .filteredOn(answer -> answer.statusCode() == 429)
                .extracting(answer -> answer.header("Retry-After"))
                .isNotEmpty()
                .containsOnly("1");
        explain(organisation.tokens.of("another", "decisions:evaluate"), nowhere)
                .then()
                .statusCode(404);
    }

    private static List<Response> atOnce(int times, Supplier<Response> ask) {
        var threads = Executors.newFixedThreadPool(times);
        try {
            var all = IntStream.range(0, times)
                    .mapToObj(one -> CompletableFuture.supplyAsync(ask, threads))
                    .toList();
            return all.stream().map(CompletableFuture::join).toList();
        } finally {
            threads.shutdown();
        }
    }

    private static List<Map<String, Object>> written(IdentityId person) {
        return List.of(
                Map.of("stream", "lifecycle.access.v1", "key", person.value(), "revision", organisation.revision()));
    }

    private static JsonPath explained(String token, String id) {
        var last = new Response[1];
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            last[0] = explain(token, id);
            last[0].then().statusCode(200).body("id", equalTo(id));
        });
        return last[0].jsonPath();
    }

    private static Response explain(String token, String id) {
        return given().auth().oauth2(token).get("/decisions/" + id);
    }

    private static JsonPath answer(IdentityId person, List<?> demands) {
        var response = ask(gateway, person, Map.of("at_least_as_fresh", demands));
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return response.jsonPath();
    }

    private static Response ask(String token, IdentityId person, Map<String, ?> context) {
        return post("/access/v1/evaluation", token, question(person, context));
    }

    private static Map<String, Object> question(IdentityId person, Map<String, ?> context) {
        return Map.of(
                "subject", Map.of("type", "person", "id", person.value()),
                "action", Map.of("name", "call"),
                "resource", Map.of("type", "tool", "id", TOOL),
                "context", context);
    }

    private static Map<String, Object> with(Map<String, ?> body, String member, Object value) {
        var more = new HashMap<String, Object>(body);
        more.put(member, value);
        return more;
    }

    private static Response post(String path, String token, Map<String, ?> body) {
        return given().auth()
                .oauth2(token)
                .contentType("application/json")
                .body(body)
                .post(path);
    }
}
