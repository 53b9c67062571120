package dev.mandate.identity.scim;

import static dev.mandate.identity.scim.IdentityProvider.USER;
import static dev.mandate.identity.scim.IdentityProvider.newName;
import static dev.mandate.identity.scim.IdentityProvider.user;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import dev.mandate.identity.Api;
import dev.mandate.identity.Workforce;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ScimRefusalsIT {
    @Inject
    AgroalDataSource database;

    private IdentityProvider directory;

    @BeforeEach
    void register() {
        directory = IdentityProvider.registered();
    }

    private static void refused(ValidatableResponse answer, int status, String type) {
        answer.statusCode(status)
                .contentType(IdentityProvider.SCIM)
                .body("schemas[0]", equalTo("urn:ietf:params:scim:api:messages:2.0:Error"))
                .body("status", equalTo(Integer.toString(status)), "scimType", equalTo(type));
    }

    @Test
    void a_user_that_can_not_be_is_refused_by_its_type() {
        refused(directory.post("/Users", "{"), 400, "invalidSyntax");
        refused(directory.post("/Users", "[]"), 400, "invalidSyntax");
        refused(directory.post("/Users", Map.of("schemas", List.of(USER))), 400, "invalidValue");
        directory
                .post("/Users", Map.of("schemas", List.of(USER), "usrName", newName("ada")))
                .statusCode(400)
                .body("detail", endsWith("; did you mean userName by `usrName`?"));
        var user = user(newName("ada"));
        for (var name :
                List.of("аda" + newName("x"), "ada\u200b" + newName("x"), " ada", "a\u202eda", "x".repeat(201))) {
            user.put("userName", name);
            refused(directory.post("/Users", user), 400, "invalidValue");
        }
        user.put("userName", newName("ada"));
        user.put("active", "perhaps");
        refused(directory.post("/Users", user), 400, "invalidValue");
        user.put("active", true);
        user.put("title", "t".repeat(201));
        refused(directory.post("/Users", user), 400, "invalidValue");
        user.put("title", "a\u0000b");
        refused(directory.post("/Users", user), 400, "invalidValue");
    }

    @Test
    void whom_an_hr_system_tells_of_is_not_taken_in_again() {
        var worker = Workforce.joins("Ada");
        var user = user(newName("ada"));
        user.put(IdentityProvider.ENTERPRISE, Map.of("employeeNumber", worker.employeeId()));
        refused(directory.post("/Users", user), 409, "uniqueness");
        directory.get("/Users/{id}", worker.id().value()).statusCode(404);
        directory.delete("/Users/" + worker.id().value()).statusCode(404);
    }

    @Test
    void whoever_is_active_here_is_not_made_a_second_person_by_his_address() {
        var worker = Workforce.joins("Ada");
        var user = user(newName("ada"));
        user.put("emails", List.of(Map.of("value", worker.email().toUpperCase(Locale.ROOT), "type", "work")));
        directory
                .post("/Users", user)
                .statusCode(409)
                .body("scimType", equalTo("uniqueness"), "detail", containsString("second person"));
        user.put("active", false);
        String id = directory.post("/Users", user).statusCode(201).extract().path("id");
        var joins = Map.of("op", "replace", "path", "active", "value", true);
        refused(directory.patch("/Users/" + id, joins), 409, "uniqueness");
        var another = directory.takesIn(newName("ida"));
        refused(
                directory.patch(
                        "/Users/" + another,
                        Map.of("op", "replace", "path", "emails[type eq \"work\"].value", "value", worker.email())),
                409,
                "uniqueness");

        worker.leaves();
        directory.patch("/Users/" + id, joins).statusCode(204);
    }

    @Test
    void who_came_before_another_of_his_address_is_changed_and_leaves_as_ever() {
        var name = newName("leo");
        var id = directory.takesIn(name);
        Workforce.joins("Leo", name, null);
        directory
                .patch("/Users/" + id, Map.of("op", "replace", "path", "title", "value", "Director"))
                .statusCode(204);
        directory
                .patch("/Users/" + id, Map.of("op", "replace", "path", "active", "value", false))
                .statusCode(204);
    }

    @Test
    void filters_paths_and_patches_that_can_not_be_read_or_cost_too_much_are_refused() {
        var id = directory.takesIn(newName("bo"));
        refused(directory.get("/Users?filter={filter}", "userName eq"), 400, "invalidFilter");
        refused(directory.get("/Users?filter={filter}", "shoeSize eq 44"), 400, "invalidFilter");
        refused(
                directory.get("/Users?filter={filter}", "userName eq \"" + "x".repeat(1000) + "\""),
                400,
                "invalidFilter");
        refused(
                directory.get("/Users?filter={filter}", "(".repeat(30) + "active eq true" + ")".repeat(30)),
                400,
                "invalidFilter");
        refused(
                directory.patch("/Users/" + id, Map.of("op", "replace", "path", "shoeSize", "value", "44")),
                400,
                "invalidPath");
        refused(directory.patch("/Users/" + id, Map.of("op", "remove")), 400, "noTarget");
        directory
                .asking()
                .body(IdentityProvider.patchOf(Collections.nCopies(201, Map.of("op", "remove", "path", "title"))
                        .toArray(Map[]::new)))
                .patch("/scim/v2/Users/" + id)
                .then()
                .statusCode(413);
        var large = user(newName("cy"));
        large.put("nickName", "n".repeat(600 * 1024));
        refused(directory.post("/Users", large), 413, "tooMany");
    }

    @Test
    void what_is_kept_of_one_is_bounded() {
        var large = user(newName("gus"));
        large.put("nickName", "n".repeat(17 * 1024));
        refused(directory.post("/Users", large), 400, "invalidValue");
        var id = directory.takesIn(newName("hal"));
        refused(
                directory.patch(
                        "/Users/" + id, Map.of("op", "add", "path", "nickName", "value", large.get("nickName"))),
                400,
                "invalidValue");
    }

    @Test
    void pages_and_filters_over_much_that_is_kept_read_so_much_of_it_at_a_time() throws Exception {
        directory.keeps(database, "USER", "per_", 60, 16_000);
        var first = directory.get("/Users?count=200").statusCode(200).body("totalResults", equalTo(60));
        List<String> ids = first.extract().path("Resources.id");
        assertThat(ids).hasSizeBetween(20, 40);
        List<String> rest = directory
                .get("/Users?count=200&startIndex=" + (ids.size() + 1))
                .extract()
                .path("Resources.id");
        assertThat(rest).isNotEmpty().doesNotContainAnyElementsOf(ids);
        var filtered = directory.get("/Users?count=200&filter={filter}", "nickName sw \"n\"");
        assertThat(filtered.statusCode(200)
                        .body("totalResults", equalTo(60))
                        .extract()
                        .<List<String>>path("Resources.id"))
                .hasSizeBetween(20, 40)
                .isSubsetOf(Stream.concat(ids.stream(), rest.stream()).toList());
        directory.keeps(database, "USER", "per_", 80, 450_000);
        refused(directory.get("/Users?filter={filter}", "nickName sw \"n\""), 400, "tooMany");
        directory.get("/Users?count=200").statusCode(200).body("totalResults", equalTo(140));
    }

    @Test
    void what_is_not_there_is_not_found() {
        directory.get("/Users/{id}", "per_nobody").statusCode(404);
        directory.get("/Users/{id}", "../admin").statusCode(404);
        directory.get("/Things").statusCode(404);
        directory
                .patch("/Users/per_nobody", Map.of("op", "replace", "path", "active", "value", false))
                .statusCode(404);
        directory.put("/Users/per_nobody", user(newName("di"))).statusCode(404);
    }

    @Test
    void nobody_keeps_people_without_the_scope_or_by_a_token_of_a_person() {
        given().contentType(IdentityProvider.SCIM)
                .body(user(newName("eve")))
                .post("/scim/v2/Users")
                .then()
                .statusCode(401);
        var reader = IdentityProvider.registered("scim:read");
        reader.post("/Users", user(newName("eve"))).statusCode(403);
        reader.get("/Users").statusCode(200);
        var stranger = IdentityProvider.registered("clients:read");
        stranger.get("/Users").statusCode(403);
        Api.issuerIsRegistered();
        var person = Workforce.joins("Eve");
        given().auth()
                .oauth2(Api.accessToken(Api.signIn(person)))
                .get("/scim/v2/Users")
                .then()
                .statusCode(403);
        directory
                .asking()
                .contentType("text/plain")
                .body("x")
                .post("/scim/v2/Users")
                .then()
                .statusCode(415);
    }

    @Test
    void of_two_that_take_the_same_name_at_once_one_is_refused() {
        var name = newName("fay");
        var statuses = java.util.stream.IntStream.range(0, 6)
                .parallel()
                .mapToObj(i -> directory
                        .asking()
                        .body(user(name))
                        .post("/scim/v2/Users")
                        .statusCode())
                .sorted()
                .toList();
        assertThat(statuses).containsExactly(201, 409, 409, 409, 409, 409);
    }
}
