package dev.mandate.audit.publishing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;

import dev.mandate.audit.AppointedApprover;
import dev.mandate.audit.AuditStory;
import dev.mandate.audit.Tokens;
import dev.mandate.embedded.PlatformTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ExtractableResponse;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may write rules revokes nobody's delegations alone, and silences no rule alone. */
@QuarkusTest
@QuarkusTestResource(value = PlatformTestResource.class, initArgs = @ResourceArg(name = "service", value = "audit"))
class FarReachingRulesIT {
    /** More than the pool has connections. */
    private static final int MANY = 24;

    private static final AppointedApprover ADA = AppointedApprover.appointed();
    private static final AppointedApprover GRACE = AppointedApprover.appointed();

    @Inject
    Pool database;

    @ConfigProperty(name = "quarkus.datasource.reactive.max-size", defaultValue = "20")
    int connections;

    private final String id = "all-" + UUID.randomUUID();
    private final String everything = """
            title: Anything at all
            id: %s
            level: critical
            logsource: {product: mandate}
            detection:
              selection: {session|exists: true}
              condition: selection
            x-tests:
              positive:
                - name: whatever it is
                  events: [{at: "10:00", session: s}]
            """.formatted(id);

    @BeforeAll
    static void a_key_that_tokens_are_signed_with_is_known() {
        Tokens.publishKey();
    }

    @Test
    void a_rule_that_matches_everything_counts_only_if_two_people_want_it_and_all_of_it_is_on_the_trail() {
        AuditStory.eventuallyTrue(() -> ops().get("/rules").then().statusCode(200));
        ops().body(Map.of("sigma", everything)).post("/rules").then().statusCode(201);
        var waits = activate()
                .statusCode(202)
                .body("touches[0]", containsString("revokes the delegations"))
                .extract();
        String proposal = waits.path("proposal");
        ops().get("/rules/" + id).then().body("facts.active", nullValue());
        approve("cli_ops", "cli_ops", proposal, waits.path("digest")).statusCode(403);
        AuditStory.eventuallyTrue(() -> approve(ADA.name(), "console", proposal, waits.path("digest"))
                .statusCode(200)
                .body("missing", equalTo(1)));
        approve(ADA.name(), "phone", proposal, waits.path("digest")).statusCode(409);
        ops().get("/rules/" + id).then().body("facts.active", nullValue());
        given().auth()
                .oauth2(Tokens.of(GRACE.name(), "console", "proposals:approve"))
                .contentType("application/json")
                .body(Map.of("reason", "it matches everything"))
                .post("/proposals/" + proposal + "/refuse")
                .then()
                .statusCode(200);
        AuditStory.eventuallyTrue(() -> AuditStory.get("/trail?subject=" + proposal, "trail:read")
                .body("entries.outcome", hasItems("proposed", "approved", "refused"))
                .body("entries.summary", hasItem(containsString("it matches everything"))));
        ops().get("/rules/" + id).then().body("facts.active", nullValue());
    }

    @Test
    void a_shipped_rule_is_silenced_by_two_people() {
        AuditStory.eventuallyTrue(() -> ops().get("/rules").then().statusCode(200));
        var waits = ops().delete("/rules/data-exfiltration/active")
                .then()
                .statusCode(202)
                .body("touches[0]", containsString("finds nothing any more"))
                .extract();
        AuditStory.eventuallyTrue(() -> approve(ADA.name(), "console", waits.path("proposal"), waits.path("digest"))
                .statusCode(200));
        ops().get("/rules/data-exfiltration").then().body("facts.retired", equalTo(false));
        approve(GRACE.name(), "console", waits.path("proposal"), waits.path("digest"))
                .statusCode(200)
                .body("status", equalTo("CARRIED_OUT"));
        ops().get("/rules/data-exfiltration").then().body("facts.retired", equalTo(true));
        var back = ops().post("/rules/data-exfiltration/rollback")
                .then()
                .statusCode(202)
                .extract();
        for (var approver : List.of(ADA, GRACE))
            approve(approver.name(), "console", back.path("proposal"), back.path("digest"))
                    .statusCode(200);
        ops().get("/rules/data-exfiltration").then().body("facts.retired", equalTo(false));
    }

    @Test
    void who_was_stopped_or_lost_the_role_after_he_approved_stands_for_nothing() {
        AuditStory.eventuallyTrue(() -> ops().get("/rules").then().statusCode(200));
        ops().body(Map.of("sigma", everything)).post("/rules").then().statusCode(201);
        var waits = activate().statusCode(202).extract();
        var stopped = AppointedApprover.appointed();
        AuditStory.eventuallyTrue(() -> approve(stopped.name(), "console", waits.path("proposal"), waits.path("digest"))
                .statusCode(200));
        stopped.isStopped();
        AuditStory.eventuallyTrue(() -> approve(stopped.name(), "console", waits.path("proposal"), waits.path("digest"))
                .statusCode(401));
        var dismissed = AppointedApprover.appointed();
        AuditStory.eventuallyTrue(
                () -> approve(dismissed.name(), "console", waits.path("proposal"), waits.path("digest"))
                        .statusCode(200)
                        .body("missing", equalTo(1)));
        dismissed.isDismissed();
        refusedSoon(dismissed, waits);
        approve(ADA.name(), "console", waits.path("proposal"), waits.path("digest"))
                .statusCode(200)
                .body("missing", equalTo(1));
        ops().get("/rules/" + id).then().body("facts.active", nullValue());
    }

    @Test
    void who_was_stopped_judges_no_finding_changes_no_rule_and_reads_nothing_with_the_token_that_he_still_has() {
        AuditStory.eventuallyTrue(() -> ops().get("/rules").then().statusCode(200));
        var stopped = AppointedApprover.appointed();
        var his = Tokens.of(
                stopped.name(), "console", "findings:write rules:read rules:write dead-letters:replay trail:read");
        with(his).get("/rules").then().statusCode(200);
        stopped.isStopped();
        AuditStory.eventuallyTrue(() -> with(his)
                .get("/rules")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", containsString("invalid_token"))
                .body("detail", containsString("was stopped")));
        with(his).get("/trail").then().statusCode(401);
        with(his).body(Map.of("sigma", everything)).post("/rules").then().statusCode(401);
        with(his)
                .body(Map.of("reason", "known"))
                .post("/findings/fnd_any/resolve")
                .then()
                .statusCode(401);
        with(his)
                .body(Map.of("reason", "gone"))
                .post("/dead-letters/0/dismiss")
                .then()
                .statusCode(401);
        ops().get("/rules/" + id).then().statusCode(404);
    }

    private static RequestSpecification with(String token) {
        return given().auth().oauth2(token).contentType("application/json");
    }

    @Test
    void many_who_ask_for_the_same_at_once_are_all_answered_with_the_one_proposal_that_waits() {
        AuditStory.eventuallyTrue(() -> ops().get("/rules").then().statusCode(200));
        ops().body(Map.of("sigma", everything)).post("/rules").then().statusCode(201);
        var each = Executors.newFixedThreadPool(MANY);
        try {
            var proposals = IntStream.range(0, MANY)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> activate().statusCode(202).extract().<String>path("proposal"), each))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .distinct()
                    .toList();
            assertThat(proposals).hasSize(1);
        } finally {
            each.shutdownNow();
        }
    }

    @Test
    void who_asks_for_an_activation_needs_one_connection_and_waits_for_no_second() throws Exception {
        AuditStory.eventuallyTrue(() -> ops().get("/rules").then().statusCode(200));
        ops().body(Map.of("sigma", everything)).post("/rules").then().statusCode(201);
        var taken = new ArrayList<SqlConnection>();
        try {
            for (var i = 1; i < connections; i++)
                taken.add(database.getConnection().await().atMost(Duration.ofSeconds(60)));
            CompletableFuture.runAsync(() -> activate().statusCode(202)).get(60, TimeUnit.SECONDS);
        } finally {
            for (var connection : taken) connection.close().await().indefinitely();
        }
    }

    private static void refusedSoon(AppointedApprover approver, ExtractableResponse<Response> waits) {
        AuditStory.eventuallyTrue(
                () -> approve(approver.name(), "console", waits.path("proposal"), waits.path("digest"))
                        .statusCode(403)
                        .body("type", endsWith(":not-an-approver")));
    }

    private ValidatableResponse activate() {
        return ops().body(Map.of("version", 1)).put("/rules/" + id + "/active").then();
    }

    private static RequestSpecification ops() {
        return given().auth()
                .oauth2(Tokens.of("cli_ops", "cli_ops", "rules:write rules:read proposals:approve"))
                .contentType("application/json");
    }

    private static ValidatableResponse approve(String subject, String client, String proposal, String digest) {
        return given().auth()
                .oauth2(Tokens.of(subject, client, "proposals:approve"))
                .contentType("application/json")
                .body(Map.of("digest", digest))
                .post("/proposals/" + proposal + "/approve")
                .then();
    }
}
