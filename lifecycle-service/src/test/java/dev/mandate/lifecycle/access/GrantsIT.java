package dev.mandate.lifecycle.access;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.startsWith;

import dev.mandate.embedded.PlatformTestResource;
import dev.mandate.events.administration.Actor;
import dev.mandate.events.lifecycle.AccessState.Employment;
import dev.mandate.events.lifecycle.Entitlement;
import dev.mandate.events.lifecycle.GovernanceEvent;
import dev.mandate.events.lifecycle.GovernanceEvent.Cause;
import dev.mandate.events.lifecycle.GovernanceEvent.Granted;
import dev.mandate.events.lifecycle.GovernanceEvent.Revoked;
import dev.mandate.events.lifecycle.Origin;
import dev.mandate.lifecycle.HrSystem;
import dev.mandate.lifecycle.LifecycleStory;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = PlatformTestResource.class, initArgs = @ResourceArg(name = "service", value = "lifecycle"))
class GrantsIT extends LifecycleStory {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final String ada = HrSystem.newEmployee();

    @BeforeEach
    void company() {
        eventually(() -> as("catalog:read").get("/catalog/role").statusCode(), status -> status == 200);
        role("auditor");
        hr.joined(ada, START, "sales");
        accessOf(ada, state -> state.employment() == Employment.ACTIVE);
    }

    @Test
    void a_granted_role_survives_a_move_and_never_the_employment() {
        String id = grant(Map.of("reason", "year end"))
                .statusCode(201)
                .body("revision", equalTo(2))
                .body("entitlement", equalTo("role:auditor"))
                .body("grant.origin.kind", equalTo("ADMINISTRATOR"))
                .body("grant.by.subject", equalTo("admin"))
                .extract()
                .path("grant.id");
        hr.moved(ada, START.plusSeconds(1), "finance");
        var moved = accessOf(ada, state -> state.attributes().department().equals("finance"));
        assertThat(roles(moved)).contains("auditor");
        hr.left(ada, START.plusSeconds(2));
        assertThat(accessOf(ada, state -> state.employment() == Employment.ENDED)
                        .grants())
                .isEmpty();
        grant(Map.of("reason", "too late")).statusCode(409);
        hr.rehired(ada, START.plusSeconds(3), "finance");
        var rehired = accessOf(ada, state -> state.employment() == Employment.ACTIVE && state.revision() > 3);
        assertThat(roles(rehired)).doesNotContain("auditor");
        as("access:read").get("/grants/" + id).then().body("ended.cause", equalTo("EMPLOYMENT_ENDED"));
        assertThat(revoked(1)).extracting(Revoked::cause).containsExactly(Cause.EMPLOYMENT_ENDED);
    }

    @Test
    void a_grant_is_taken_back_by_its_id_and_ends_by_itself_at_its_time() {
        String id = grant(Map.of("reason", "a day")).statusCode(201).extract().path("grant.id");
        as("access:write")
                .delete("/grants/" + id + "?reason=no longer needed")
                .then()
                .statusCode(200)
                .body("ended.reason", equalTo("no longer needed"))
                .body("ended.by.client", equalTo("admin"));
        as("access:write").delete("/grants/" + id + "?reason=again").then().statusCode(409);
        assertThat(roles(accessOf(ada, state -> state.revision() == 3))).doesNotContain("auditor");
        var until = Instant.now().plusSeconds(4).toString();
        grant(Map.of("reason", "a moment", "until", until)).statusCode(201);
        accessOf(ada, state -> !roles(state).contains("auditor") && state.revision() == 5);
        assertThat(accessHistory(ada))
                .filteredOn(state -> state.revision() == 4)
                .singleElement()
                .satisfies(state -> assertThat(roles(state)).contains("auditor"));
        assertThat(revoked(2)).extracting(Revoked::cause).containsExactly(Cause.TAKEN_BACK, Cause.EXPIRED);
    }

    @Test
    void who_gave_and_took_what_why_and_until_when_is_a_fact_and_in_the_state() {
        var until = Instant.now().plusSeconds(3_600).truncatedTo(ChronoUnit.MILLIS);
        String id = grant(Map.of(
                        "reason",
                        "mail is down",
                        "until",
                        until.toString(),
                        "origin",
                        Map.of("kind", "EMERGENCY", "reference", "INC-7")))
                .statusCode(201)
                .extract()
                .path("grant.id");
        var origin = new Origin(Origin.Kind.EMERGENCY, "INC-7");
        var admin = new Actor("admin", "admin", List.of());
        assertThat(accessOf(ada, state -> state.revision() == 2).grants())
                .filteredOn(grant -> grant.id().value().equals(id))
                .singleElement()
                .satisfies(grant -> {
                    assertThat(grant.origin()).isEqualTo(origin);
                    assertThat(grant.by()).isEqualTo(admin);
                    assertThat(grant.reason()).isEqualTo("mail is down");
                    assertThat(grant.until()).isEqualTo(until);
                });
        var granted =
                (Granted) eventually(this::governed, all -> all.size() == 1).get(0);
        assertThat(granted.grant().value()).isEqualTo(id);
        assertThat(granted.entitlement()).isEqualTo(Entitlement.role("auditor"));
        assertThat(granted.origin()).isEqualTo(origin);
        assertThat(granted.by()).isEqualTo(admin);
        assertThat(granted.until()).isEqualTo(until);
        as("access:write")
                .delete("/grants/" + id + "?reason=mail is back")
                .then()
                .statusCode(200);
        assertThat(revoked(1).get(0).by()).isEqualTo(admin);
        assertThat(revoked(1).get(0).reason()).isEqualTo("mail is back");
    }

    @Test
    void the_same_request_with_the_same_key_is_granted_once() {
        var until = Instant.now().plusSeconds(3_600).toString();
        var key = "once-and-once-more-" + ada;
        var request = Map.<String, Object>of("reason", "year end", "until", until);
        String first = grant(key, request).statusCode(201).extract().body().asString();
        assertThat(grant('"' + key + '"', request)
                        .statusCode(201)
                        .extract()
                        .body()
                        .asString())
                .isEqualTo(first);
        grant(key, Map.of("reason", "another", "until", until))
                .statusCode(422)
                .body("type", equalTo("urn:mandate:problem:key-reused"));
        grant("two words", request).statusCode(400).body("field", equalTo("Idempotency-Key"));
        grant(key + "-2", request).statusCode(201).body("revision", equalTo(3));
        assertThat(eventually(this::governed, all -> all.size() >= 2)).hasSize(2);
    }

    @Test
    void requests_at_the_same_time_with_the_same_key_are_granted_once() {
        var until = Instant.now().plusSeconds(3_600).toString();
        var identity = identityOf(ada);
        var request = Map.<String, Object>of("reason", "year end", "until", until);
        var granted = IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> eventually(
                        () -> grant(identity, "at-the-same-time-" + ada, request)
                                .extract(),
                        answer -> answer.statusCode() != 409))
                .map(answer -> answer.<String>path("grant.id"))
                .distinct()
                .toList();
        assertThat(granted).hasSize(1);
        assertThat(accessOf(ada, state -> roles(state).contains("auditor")).revision())
                .isEqualTo(2);
    }

    @Test
    void what_a_worker_holds_is_listed_in_parts_with_the_rule_of_each_birthright() {
        role("all-" + ada, "sales-" + ada);
        hr.moved(ada, START.plusSeconds(1), "sales-" + ada);
        accessOf(ada, state -> roles(state).contains("all-" + ada));
        for (var i = 0; i < 3; i++) grant(Map.of("reason", "number " + i)).statusCode(201);
        var all = new ArrayList<Map<String, Object>>();
        var after = "";
        do {
            var page = as("access:read")
                    .get("/grants?identity=" + identityOf(ada) + "&limit=2" + after)
                    .then()
                    .statusCode(200)
                    .extract();
            List<Map<String, Object>> items = page.path("items");
            assertThat(items).hasSizeBetween(1, 2);
            all.addAll(items);
            after = page.path("next") == null ? "" : "&after=" + page.<String>path("next");
        } while (!after.isEmpty());
        assertThat(all)
                .extracting(grant -> (String) grant.get("id"))
                .doesNotHaveDuplicates()
                .isSorted();
        var birthright = all.stream()
                .filter(grant -> grant.get("role").equals("all-" + ada))
                .findFirst()
                .orElseThrow();
        assertThat(birthright.get("origin")).isEqualTo(Map.of("kind", "BIRTHRIGHT", "reference", "sales-" + ada));
        as("access:read")
                .get("/grants/" + birthright.get("id"))
                .then()
                .statusCode(200)
                .body("identity", equalTo(identityOf(ada)))
                .body("grant.origin.kind", equalTo("BIRTHRIGHT"));
        as("access:write")
                .delete("/grants/" + birthright.get("id") + "?reason=r")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:mandate:problem:birthright"));
        as("access:read").get("/grants/grt_none").then().statusCode(404);
        as("access:read").get("/grants?identity=per_nobody").then().statusCode(404);
        as("access:read")
                .get("/grants?identity=" + identityOf(ada) + "&limit=0")
                .then()
                .statusCode(400);
        as("access:write").get("/grants?identity=" + identityOf(ada)).then().statusCode(403);
    }

    @Test
    void a_faulty_request_is_answered_with_the_field_and_what_to_do() {
        grant(Map.of("role", "nobody", "reason", "r")).statusCode(400).body("field", equalTo("role"));
        grant(Map.of()).statusCode(400).body("field", equalTo("reason"));
        grant(Map.of("reason", "r", "until", START.toString())).statusCode(400).body("field", equalTo("until"));
        as("access:write")
                .body(Map.of("identity", identityOf(ada), "role", "auditor", "reason", "r"))
                .post("/grants")
                .then()
                .statusCode(400)
                .body("field", equalTo("until"))
                .body("title", containsString("birthright"));
        var inTwoDays = Instant.now().plus(Duration.ofDays(2)).toString();
        grant(Map.of("reason", "r", "until", inTwoDays, "origin", Map.of("kind", "EMERGENCY")))
                .statusCode(400)
                .body("title", containsString("24 hours"));
        grant(Map.of("reason", "r", "origin", Map.of("kind", "REQUEST", "reference", "req_1")))
                .statusCode(400)
                .body("field", equalTo("/origin/kind"));
        grant("per_nobody", null, Map.of("reason", "r")).statusCode(400).body("field", equalTo("identity"));
        as("access:write").body("{").post("/grants").then().statusCode(400);
        as("access:write").body("{\"identity\":7}").post("/grants").then().statusCode(400);
        as("access:write").delete("/grants/grt_none").then().statusCode(400).body("field", equalTo("reason"));
        as("access:write").delete("/grants/grt_none?reason=r").then().statusCode(404);
    }

    @Test
    void a_developer_finds_the_contract_at_the_service_without_a_token() {
        get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .body("servers.url", contains("/"))
                .body("components.securitySchemes.accessToken.scheme", equalTo("bearer"))
                .body("paths.'/grants'.post.responses", hasKey("409"))
                .body("paths.'/grants'.post.security.accessToken.flatten()", contains("access:write"))
                .body("components.schemas.GrantId.pattern", startsWith("^(grt_)"))
                .body("components.schemas.Ended.properties.reason.type", contains("string", "null"));
    }

    private List<GovernanceEvent> governed() {
        return governance.events(GovernanceEvent.FAMILY, identityOf(ada));
    }

    private List<Revoked> revoked(int count) {
        return eventually(
                () -> governed().stream()
                        .filter(Revoked.class::isInstance)
                        .map(Revoked.class::cast)
                        .toList(),
                all -> all.size() == count);
    }

    private ValidatableResponse grant(Map<String, Object> request) {
        return grant(null, request);
    }

    private ValidatableResponse grant(@Nullable String key, Map<String, Object> request) {
        return grant(identityOf(ada), key, request);
    }

    /** For an hour the role auditor, unless it is asked otherwise. */
    private static ValidatableResponse grant(String identity, @Nullable String key, Map<String, Object> request) {
        var body = new HashMap<String, Object>();
        body.put("identity", identity);
        body.put("role", "auditor");
        body.put("until", Instant.now().plusSeconds(3_600).toString());
        body.putAll(request);
        var specification = as("access:write").body(body);
        if (key != null) specification.header("Idempotency-Key", key);
        return specification.post("/grants").then();
    }
}
