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
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import dev.mandate.authz.engine.cost.Texts;
import dev.mandate.authz.organisation.Organisation;
import dev.mandate.embedded.PlatformTestResource;
import dev.mandate.events.ids.IdentityId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@QuarkusTest
@QuarkusTestResource(value = PlatformTestResource.class, initArgs = @ResourceArg(name = "service", value = "authz"))
class LargeQuestionsIT {
    private static final String SELF = "decisions:evaluate";
    private static final int MANY = 4096;

    private static Organisation organisation;
    private static IdentityId ada;
    private static String token;

    @BeforeAll
    static void publish_an_organisation() {
        RestAssured.port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        organisation = new Organisation();
        organisation.mailing("crm.invite");
        ada = organisation.person("sales");
        token = organisation.tokens.of(ada.value(), SELF);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> ask(token, asked(ada)).statusCode() == 200
                        && reason(body(ask(token, asked(ada)))).equals("allow"));
    }

    @AfterAll
    static void close() {
        organisation.close();
    }

    /** Each of these took an event loop for seconds or minutes, and there are four of them. */
    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void while_four_people_send_the_largest_questions_others_are_answered() throws InterruptedException {
        var colliding = Texts.colliding(MANY);
        var named = colliding.stream().collect(Collectors.toMap(name -> name, name -> 1));
        var attacks = List.<Map<String, Object>>of(
                Map.of("arguments", Map.of("to", colliding)),
                Map.of("arguments", named),
                Map.of("asserted", named),
                Map.of("arguments", Map.of("body", "Σ".repeat(60_000))));
        var stop = new AtomicBoolean();
        var under = new CountDownLatch(attacks.size());
        var answers = new ConcurrentLinkedQueue<Response>();
        var attackers = attacks.stream()
                .map(context -> attacker(organisation.person("sales"), context, stop, under, answers))
                .toList();
        under.await();
        var before = answers.size();
        for (int i = 0; i < 200; i++)
            assertThat(reason(body(ask(token, asked(ada))))).isEqualTo("allow");
        stop.set(true);
        for (var attacker : attackers) attacker.join();
        assertThat(answers)
                .hasSizeGreaterThan(before)
                .allSatisfy(answer ->
                        assertThat(answer.statusCode()).as(answer.asString()).isIn(200, 429));
    }

    private static Thread attacker(
            IdentityId person,
            Map<String, Object> context,
            AtomicBoolean stop,
            CountDownLatch under,
            Queue<Response> answers) {
        var own = organisation.tokens.of(person.value(), SELF);
        var question = with(asked(person), "context", context);
        var thread = new Thread(() -> {
            while (!stop.get()) {
                answers.add(ask(own, question));
                under.countDown();
            }
        });
        thread.start();
        return thread;
    }

    @Test
    void who_has_used_his_quota_is_told_when_to_ask_again_and_nobody_else_is() {
        var greedy = organisation.tokens.of(organisation.person("sales").value(), SELF);
        var batch = Map.of(
                "context",
                Map.of("arguments", Map.of("text", "x".repeat(5_000))),
                "evaluations",
                Collections.nCopies(200, Map.of()));
        var answer = post("/access/v1/evaluations", greedy, batch);
        for (int i = 0; answer.statusCode() == 200; i++) {
            assertThat(i).as("batches of a megabyte each").isLessThan(100);
            answer = post("/access/v1/evaluations", greedy, batch);
        }
        answer.then()
                .statusCode(429)
                .contentType("application/problem+json")
                .header("Retry-After", matchesPattern("[1-9][0-9]?"))
                .body("type", equalTo("urn:mandate:problem:too-many-requests"));
        ask(token, asked(ada)).then().statusCode(200);
    }

    @Test
    void what_is_wrong_with_a_large_question_is_told_as_for_a_small_one() {
        var large = Map.<String, Object>of("arguments", Map.of("text", "x".repeat(60_000)));
        assertThat(reason(body(ask(token, with(asked(ada), "context", large))))).isEqualTo("allow");
        ask(token, Map.of("context", large)).then().statusCode(400).body("field", equalTo("/subject"));
        ask(token, with(asked(IdentityId.nextPerson()), "context", large))
                .then()
                .statusCode(403);
        given().auth()
                .oauth2(token)
                .contentType("application/json")
                .body("{\"context\":" + " ".repeat(60_000))
                .post("/access/v1/evaluation")
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:mandate:problem:malformed-body"));
    }

    private static Map<String, Object> asked(IdentityId person) {
        return question(person, "call", "tool", "crm.invite");
    }
}
