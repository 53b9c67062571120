package dev.mandate.messaging.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.mandate.embedded.PlatformTestResource;
import dev.mandate.messaging.PublishedTokens;
import dev.mandate.messaging.security.SignedTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.inject.Inject;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(value = PlatformTestResource.class, initArgs = @ResourceArg(name = "service", value = "identity"))
class HttpIT {
    /** Of Quarkus' pool on a machine with up to 64 processors. */
    private static final int MORE_THAN_WORKERS = 600;

    @Inject
    Vertx vertx;

    private SignedTokens tokens;

    @BeforeEach
    void publish_a_key() throws Exception {
        tokens = PublishedTokens.begin();
    }

    @Test
    void a_token_with_the_scope_opens_the_endpoint() throws Exception {
        var token = tokens.with("things:read");
        await().untilAsserted(() -> given().auth()
                .oauth2(token)
                .get("/guarded")
                .then()
                .statusCode(200)
                .body(containsString("per_ada")));
    }

    @Test
    void a_missing_scope_is_named() throws Exception {
        var token = tokens.with("things:write");
        await().untilAsserted(() -> given().auth()
                .oauth2(token)
                .get("/guarded")
                .then()
                .statusCode(403)
                .contentType(Problem.MEDIA_TYPE)
                .header("WWW-Authenticate", containsString("things:read"))
                .body("type", endsWith(":scope-missing"))
                .body("title", containsString("things:read")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "statuss=OPEN          | statuss | there is no parameter `statuss` here; did you mean `status`? Of all there are `limit`, `sent-to`, `status`",
                "status=OPEN&sent_to=x | sent_to | did you mean `sent-to`?",
                "status                | -       | -",
                "size=44               | size    | there are `limit`, `sent-to`, `status`",
                "limit=2&limit=9       | limit   | more than once"
            })
    void a_parameter_that_nothing_reads_is_refused_with_the_one_that_may_be_meant(
            String query, String field, String said) throws Exception {
        var token = tokens.with("things:read");
        await().untilAsserted(() ->
                given().auth().oauth2(token).get("/guarded").then().statusCode(200));
        var answer = given().auth()
                .oauth2(token)
                .urlEncodingEnabled(false)
                .get("/guarded?" + query)
                .then();
        if (said.equals("-")) answer.statusCode(200);
        else
            answer.statusCode(400)
                    .contentType(Problem.MEDIA_TYPE)
                    .body("field", equalTo(field))
                    .body("detail", containsString(said));
    }

    @Test
    void a_stranger_is_told_of_his_token_before_of_his_query_and_a_standard_leaves_room_for_more() {
        given().get("/guarded?statuss=OPEN").then().statusCode(401);
        given().get("/guarded/problem?a=1")
                .then()
                .statusCode(400)
                .body("type", endsWith(":unknown-parameter"))
                .body("detail", endsWith("there are none"));
        given().get("/open?statuss=OPEN&a=1&a=2").then().statusCode(200);
        given().get("/q/openapi?format=json").then().body("paths.'/guarded/bug'.get.responses", hasKey("400"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "colour=rde    | colour | there is no colour `rde` here; there are `RED`, `BLUE`",
                "colour=BLEU   | colour | there is no colour `BLEU` here; did you mean `BLUE`? Of all there are `RED`, `BLUE`",
                "hours=x       | hours  | it must be a whole number, and not `x`",
                "hours=3000000000 | hours | it must be a whole number",
                "hours         | hours  | it must be a whole number",
                "from=1.5      | from   | it must be a whole number, and not `1.5`",
                "whole=yes     | whole  | it must be true or false, and not `yes`"
            })
    void a_value_that_a_parameter_can_not_have_is_refused_with_those_that_it_can(
            String query, String field, String said) {
        given().urlEncodingEnabled(false)
                .get("/guarded/list?" + query)
                .then()
                .statusCode(400)
                .contentType(Problem.MEDIA_TYPE)
                .body("type", endsWith(":invalid-parameter"))
                .body("title", equalTo("Correct the parameter " + field))
                .body("field", equalTo(field))
                .body("detail", containsString(said));
    }

    @Test
    void a_value_that_it_can_have_is_read_in_capitals_or_not() {
        given().get("/guarded/list?colour=red&hours=2&from=3000000000&whole=TRUE")
                .then()
                .statusCode(200)
                .body(equalTo("RED 2 3000000000 true"));
        given().get("/guarded/list").then().statusCode(200).body(equalTo("null 24 null false"));
    }

    @Test
    void a_query_that_can_not_be_read_is_the_callers_mistake() throws Exception {
        for (var query : List.of("a=%zz", "%", "%F0%9F=1")) {
            var url = new URL("http://localhost:" + RestAssured.port + "/guarded/problem?" + query);
            assertThat(((HttpURLConnection) url.openConnection()).getResponseCode())
                    .as(query)
                    .isEqualTo(400);
        }
    }

    @Test
    void a_probe_is_answered_while_every_worker_is_busy() throws Exception {
        var done = new CountDownLatch(1);
        try {
            for (int i = 0; i < MORE_THAN_WORKERS; i++)
                Infrastructure.getDefaultExecutor().execute(() -> awaits(done));
            for (var probe : List.of("live", "ready", "well"))
                assertThat(health(probe).body()).contains("\"checks\"");
        } finally {
            done.countDown();
        }
    }

    @Test
    void a_replica_is_alive_while_every_event_loop_is_busy() throws Exception {
        var done = new CountDownLatch(1);
        try {
            for (var loop : ((VertxInternal) vertx).getEventLoopGroup()) loop.execute(() -> awaits(done));
            assertThat(health("live").statusCode()).isEqualTo(200);
        } finally {
            done.countDown();
        }
    }

    private static HttpResponse<String> health(String probe) throws Exception {
        var management = ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
        var asked = HttpRequest.newBuilder(URI.create("http://localhost:" + management + "/q/health/" + probe))
                .timeout(Duration.ofSeconds(20))
                .build();
        return HttpClient.newHttpClient().send(asked, BodyHandlers.ofString());
    }

    private static void awaits(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void no_token_and_a_bad_token_get_a_challenge() {
        given().get("/guarded")
                .then()
                .statusCode(401)
                .contentType(Problem.MEDIA_TYPE)
                .header("WWW-Authenticate", startsWith("Bearer, DPoP algs=\"ES256 "))
                .body("type", endsWith(":token-missing"));
        given().auth()
                .oauth2("nonsense")
                .get("/guarded")
                .then()
                .statusCode(401)
                .contentType(Problem.MEDIA_TYPE)
                .header("WWW-Authenticate", containsString("invalid_token"))
                .body("type", endsWith(":invalid-token"));
    }

    @Test
    void what_nobody_annotated_is_denied() throws Exception {
        var token = tokens.with("things:read");
        await().untilAsserted(() ->
                given().auth().oauth2(token).get("/guarded/nobody").then().statusCode(403));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'name':'a','amount':'x','colour':'RED'} | /amount",
                "{'name':'a','amount':1.5,'colour':'RED'} | /amount",
                "{'name':'a','amount':null,'colour':'RED'} | /amount",
                "{'name':3,'amount':1,'colour':'RED'} | /name",
                "{'name':'a\\u0000','amount':1,'colour':'RED'} | /name",
                "{'name':'a\\ud800b','amount':1,'colour':'RED'} | /name",
                "{'name':'a','amount':1,'colour':'GREEN'} | /colour"
            },
            quoteCharacter = '~')
    void a_member_of_the_wrong_kind_is_named(String body, String field) {
        given().contentType(ContentType.JSON)
                .body(body.replace('\'', '"'))
                .post("/guarded/orders")
                .then()
                .statusCode(400)
                .contentType(Problem.MEDIA_TYPE)
                .body("type", endsWith(":invalid-body"))
                .body("field", equalTo(field));
    }

    @Test
    void a_member_that_nothing_reads_is_refused_and_the_contract_says_so() {
        given().contentType(ContentType.JSON)
                .body("{\"name\":\"a\",\"amount\":1,\"color\":\"RED\"}")
                .post("/guarded/orders")
                .then()
                .statusCode(400)
                .contentType(Problem.MEDIA_TYPE)
                .body("type", endsWith(":unknown-member"))
                .body("field", equalTo("/color"))
                .body("detail", containsString("did you mean `colour`?"));
        given().get("/q/openapi?format=json")
                .then()
                .body("components.schemas.Look.additionalProperties", equalTo(false))
                .body("components.schemas.Order.additionalProperties", nullValue()); // it is answered as well
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{'amount':1,'colour':'RED'}", "{'name':", "nonsense", "[]", "{'name':'a','name':'b','amount':1}"},
            quoteCharacter = '~')
    void a_body_that_is_no_order_is_the_callers_mistake(String body) {
        given().contentType(ContentType.JSON)
                .body(body.replace('\'', '"'))
                .post("/guarded/orders")
                .then()
                .statusCode(400)
                .contentType(Problem.MEDIA_TYPE);
    }

    @Test
    void every_other_error_is_a_problem_without_a_stack_trace() {
        given().get("/guarded/problem")
                .then()
                .statusCode(409)
                .contentType(Problem.MEDIA_TYPE)
                .body("title", containsString("another name"));
        given().get("/guarded/bug")
                .then()
                .statusCode(500)
                .contentType(Problem.MEDIA_TYPE)
                .body(not(containsString("secret")));
        given().get("/nowhere").then().statusCode(404).contentType(Problem.MEDIA_TYPE);
        given().delete("/guarded/problem").then().statusCode(405).contentType(Problem.MEDIA_TYPE);
        given().contentType(ContentType.XML)
                .body("<a/>")
                .post("/guarded/orders")
                .then()
                .statusCode(415)
                .contentType(Problem.MEDIA_TYPE);
    }
}
