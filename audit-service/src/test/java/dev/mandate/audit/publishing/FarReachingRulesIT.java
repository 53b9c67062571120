package dev.mandate.audit.publishing;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;

import dev.mandate.audit.AuditStory;
import dev.mandate.audit.Tokens;
import dev.mandate.embedded.PlatformTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may write rules revokes nobody's delegations alone, and silences no rule alone. */
@QuarkusTest
@QuarkusTestResource(value = PlatformTestResource.class, initArgs = @ResourceArg(name = "service", value = "audit"))
class FarReachingRulesIT {
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
        approve("per_ada", "console", proposal, waits.path("digest"))
                .statusCode(200)
                .body("missing", equalTo(1));
        approve("per_ada", "phone", proposal, waits.path("digest")).statusCode(409);
        ops().get("/rules/" + id).then().body("facts.active", nullValue());
        given().auth()
                .oauth2(Tokens.of("per_grace", "console", "proposals:approve"))
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
        approve("per_ada", "console", waits.path("proposal"), waits.path("digest"))
                .statusCode(200);
        ops().get("/rules/data-exfiltration").then().body("facts.retired", equalTo(false));
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
