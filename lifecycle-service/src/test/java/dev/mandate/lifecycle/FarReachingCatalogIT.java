package dev.mandate.lifecycle;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.mandate.embedded.PlatformTestResource;
import dev.mandate.events.lifecycle.AccessState.Employment;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ExtractableResponse;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who writes the catalogue or gives access relabels no tool, and makes nobody an administrator, alone. */
@QuarkusTest
@QuarkusTestResource(value = PlatformTestResource.class, initArgs = @ResourceArg(name = "service", value = "lifecycle"))
class FarReachingCatalogIT extends LifecycleStory {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final String LABELLED =
            "{\"application\":\"treasury\",\"labels\":[\"money\"],\"argumentsSchema\":{\"type\":\"object\"}}";
    private static final String HARMLESS = "{\"application\":\"treasury\",\"argumentsSchema\":{\"type\":\"object\"}}";

    private final String tool = "pay." + System.nanoTime();

    @BeforeEach
    void a_tool_that_moves_money() {
        eventually(() -> as("catalog:read").get("/catalog/role").statusCode(), status -> status == 200);
        as("catalog:write")
                .body("{}")
                .put("/catalog/application/treasury")
                .then()
                .statusCode(200);
        ops().body(LABELLED).put("/catalog/tool/" + tool).then().statusCode(200);
    }

    @Test
    void a_tool_loses_its_labels_only_if_two_people_want_it() {
        var waits = ops().body(HARMLESS)
                .put("/catalog/tool/" + tool + "?reason=it is harmless")
                .then()
                .statusCode(202)
                .body("touches[0]", containsString("has the labels money and gets none"))
                .extract();
        ops().body("{\"tools\":[" + HARMLESS.replaceFirst("\\{", "{\"id\":\"" + tool + "\",") + "]}")
                .post("/catalog/import")
                .then()
                .statusCode(202);
        ops().delete("/catalog/tool/" + tool).then().statusCode(202);
        assertThat(labels()).containsExactly("money");
        ops().body(LABELLED).put("/catalog/tool/" + tool).then().statusCode(200).body("revision", equalTo(1));

        approve("per_ada", waits).statusCode(200).body("missing", equalTo(1));
        approve("per_ada", waits).statusCode(409);
        assertThat(labels()).containsExactly("money");
        approve("per_grace", waits).statusCode(200).body("status", equalTo("CARRIED_OUT"));
        assertThat(labels()).isEmpty();
    }

    @Test
    void what_was_looked_at_is_not_carried_out_on_a_tool_that_has_changed_since() {
        var waits = ops().body(HARMLESS)
                .put("/catalog/tool/" + tool)
                .then()
                .statusCode(202)
                .extract();
        ops().body(LABELLED.replaceFirst("\\{", "{\"title\":\"Pays everybody\","))
                .put("/catalog/tool/" + tool)
                .then()
                .statusCode(200);
        approve("per_ada", waits).statusCode(409).body("type", containsString("outdated"));
        assertThat(labels()).containsExactly("money");
    }

    @Test
    void no_domain_becomes_the_organisations_own_by_one_hand() {
        ops().body("{}").put("/catalog/domain/attacker.example").then().statusCode(202);
        as("catalog:read").get("/catalog/domain/attacker.example").then().statusCode(404);
    }

    @Test
    void a_role_of_mandate_is_given_by_two_people_and_is_neither_inherited_nor_a_birthright() {
        var ada = HrSystem.newEmployee();
        hr.joined(ada, START, "sales");
        accessOf(ada, state -> state.employment() == Employment.ACTIVE);
        as("catalog:write")
                .body("{}")
                .put("/catalog/role/mandate-approver")
                .then()
                .statusCode(200);
        as("catalog:write")
                .body("{\"birthrightDepartments\":[\"*\"]}")
                .put("/catalog/role/mandate-approver")
                .then()
                .statusCode(400);
        as("catalog:write")
                .body("{\"inherits\":[\"mandate-approver\"]}")
                .put("/catalog/role/harmless")
                .then()
                .statusCode(400);
        var waits = ops().body(Map.of(
                        "identity",
                        identityOf(ada),
                        "role",
                        "mandate-approver",
                        "reason",
                        "I trust myself",
                        "until",
                        Instant.now()
                                .plusSeconds(3_600)
                                .truncatedTo(ChronoUnit.SECONDS)
                                .toString()))
                .post("/grants")
                .then()
                .statusCode(202)
                .body("touches", hasItem(containsString("gets rights in Mandate itself")))
                .extract();
        assertThat(roles(accessOf(ada, state -> true))).doesNotContain("mandate-approver");
        approve("per_emil", waits).statusCode(200);
        approve("per_grace", waits).statusCode(200);
        accessOf(ada, state -> roles(state).contains("mandate-approver"));
    }

    /** As they are now, in the catalogue itself. */
    private List<String> labels() {
        return as("catalog:read")
                .get("/catalog/tool/" + tool)
                .then()
                .statusCode(200)
                .extract()
                .path("labels");
    }

    private static RequestSpecification ops() {
        return given().auth()
                .oauth2(Tokens.of("cli_ops", "cli_ops", "catalog:write", "access:write"))
                .contentType("application/json");
    }

    private static ValidatableResponse approve(String person, ExtractableResponse<Response> waits) {
        return given().auth()
                .oauth2(Tokens.of(person, "console", "proposals:approve"))
                .contentType("application/json")
                .body(Map.of("digest", waits.<String>path("digest")))
                .post("/proposals/" + waits.<String>path("proposal") + "/approve")
                .then();
    }
}
