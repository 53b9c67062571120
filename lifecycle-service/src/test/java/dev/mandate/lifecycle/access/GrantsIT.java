package dev.mandate.lifecycle.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.mandate.embedded.PlatformTestResource;
import dev.mandate.events.lifecycle.AccessState.Employment;
import dev.mandate.lifecycle.HrSystem;
import dev.mandate.lifecycle.LifecycleStory;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
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
        grant(Map.of("role", "auditor", "reason", "year end")).statusCode(201).body("revision", equalTo(2));
        hr.moved(ada, START.plusSeconds(1), "finance");
        var moved = accessOf(ada, state -> state.attributes().department().equals("finance"));
        assertThat(roles(moved)).contains("auditor");
        hr.left(ada, START.plusSeconds(2));
        assertThat(accessOf(ada, state -> state.employment() == Employment.ENDED)
                        .grants())
                .isEmpty();
        grant(Map.of("role", "auditor", "reason", "too late")).statusCode(409);
        hr.rehired(ada, START.plusSeconds(3), "finance");
        var rehired = accessOf(ada, state -> state.employment() == Employment.ACTIVE && state.revision() > 3);
        assertThat(roles(rehired)).doesNotContain("auditor");
    }

    @Test
    void a_grant_is_taken_back_by_its_id_and_ends_by_itself_at_its_time() {
        String id = grant(Map.of("role", "auditor", "reason", "a day"))
                .statusCode(201)
                .extract()
                .path("grant.id");
        as("access:write").delete("/grants/" + id).then().statusCode(200);
        as("access:write").delete("/grants/" + id).then().statusCode(404);
        assertThat(roles(accessOf(ada, state -> state.revision() == 3))).doesNotContain("auditor");
        var until = Instant.now().plusSeconds(2).toString();
        grant(Map.of("role", "auditor", "reason", "a moment", "until", until)).statusCode(201);
        accessOf(ada, state -> roles(state).contains("auditor"));
        accessOf(ada, state -> !roles(state).contains("auditor") && state.revision() == 5);
    }

    @Test
    void a_faulty_request_is_answered_with_the_field() {
        grant(Map.of("role", "nobody", "reason", "r")).statusCode(400).body("field", equalTo("role"));
        grant(Map.of("role", "auditor")).statusCode(400).body("field", equalTo("reason"));
        grant(Map.of("role", "auditor", "reason", "r", "until", START.toString()))
                .statusCode(400)
                .body("field", equalTo("until"));
        as("access:write")
                .body(Map.of("identity", "per_nobody", "role", "auditor", "reason", "r"))
                .post("/grants")
                .then()
                .statusCode(400)
                .body("field", equalTo("identity"));
        as("access:write").body("{").post("/grants").then().statusCode(400);
        as("access:write").body("{\"identity\":7}").post("/grants").then().statusCode(400);
    }

    private ValidatableResponse grant(Map<String, String> request) {
        var body = new HashMap<String, String>(request);
        body.put("identity", identityOf(ada));
        return as("access:write").body(body).post("/grants").then();
    }
}
