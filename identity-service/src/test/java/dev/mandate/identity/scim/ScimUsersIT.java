package dev.mandate.identity.scim;

import static dev.mandate.identity.scim.IdentityProvider.ENTERPRISE;
import static dev.mandate.identity.scim.IdentityProvider.newName;
import static dev.mandate.identity.scim.IdentityProvider.said;
import static dev.mandate.identity.scim.IdentityProvider.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.mandate.events.hr.HrEvent;
import dev.mandate.events.hr.WorkerAttributes;
import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.PersonEvent;
import dev.mandate.events.identity.ProvisioningAct;
import dev.mandate.identity.Topics;
import dev.mandate.identity.Workforce;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ScimUsersIT {
    @Inject
    AgroalDataSource database;

    private IdentityProvider directory;

    @BeforeEach
    void register() {
        directory = IdentityProvider.registered();
    }

    @Test
    void whoever_is_taken_in_keeps_the_id_of_the_answer_and_hr_is_told_of_him_by_his_provider_alone() {
        var name = newName("ada");
        String id = directory
                .post("/Users", user(name))
                .statusCode(201)
                .contentType(IdentityProvider.SCIM)
                .header("ETag", equalTo("W/\"1\""))
                .body("id", startsWith("per_"), "userName", equalTo(name), "meta.resourceType", equalTo("User"))
                .extract()
                .path("id");
        var joined = (HrEvent.Joined) said(id, 1);
        assertThat(joined.identity()).hasToString(id);
        assertThat(joined.attributes())
                .isEqualTo(new WorkerAttributes("Ada", "Abel", name, "finance", "Analyst", "GB", null));
        assertThat(IdentityProvider.sourceOf(id)).isEqualTo("urn:mandate:identity:scim:" + directory.client());

        Workforce.takenIn(joined);
        var fact = (PersonEvent.Provisioned) Topics.awaitOn(
                AdministrationEvent.FAMILY,
                it -> it instanceof PersonEvent.Provisioned && it.subject().equals(id));
        assertThat(fact.act()).isEqualTo(ProvisioningAct.CREATED);
        assertThat(fact.by().client()).isEqualTo(directory.client());
    }

    @Test
    void whoever_is_inactive_leaves_and_comes_back_once_he_is_active_again() {
        var id = directory.takesIn(newName("bo"));
        directory
                .patch("/Users/" + id, Map.of("op", "replace", "path", "active", "value", false))
                .statusCode(204);
        var left = said(id, 2);
        assertThat(left).isInstanceOf(HrEvent.Left.class);
        directory.get("/Users/{id}", id).statusCode(200).body("active", equalTo(false));
        directory
                .patch("/Users/" + id, Map.of("op", "Replace", "value", Map.of("active", true)))
                .statusCode(204);
        var back = said(id, 3);
        assertThat(back).isInstanceOf(HrEvent.Rehired.class);
        assertThat(back.sequence()).isGreaterThan(left.sequence());
        assertThat(back.effectiveAt()).isAfterOrEqualTo(left.effectiveAt());
    }

    @Test
    void whoever_is_inactive_from_the_beginning_joins_with_his_id_once_he_is_active() {
        var user = user(newName("cy"));
        user.put("active", false);
        String id = directory.post("/Users", user).statusCode(201).extract().path("id");
        user.put("active", true);
        directory.put("/Users/" + id, user).statusCode(200);
        assertThat(((HrEvent.Joined) said(id, 1)).identity()).hasToString(id);
    }

    @Test
    void hr_is_told_of_what_it_keeps_and_of_nothing_else() {
        var user = user(newName("di"));
        String id = directory.post("/Users", user).statusCode(201).extract().path("id");
        user.put("nickName", "Didi");
        directory.put("/Users/" + id, user).statusCode(200).body("nickName", equalTo("Didi"));
        user.put(ENTERPRISE, Map.of("department", "sales"));
        directory.put("/Users/" + id, user).statusCode(200).header("ETag", equalTo("W/\"3\""));
        var moved = (HrEvent.Moved) said(id, 2);
        assertThat(moved.attributes().department()).isEqualTo("sales");
        directory.put("/Users/" + id, user).statusCode(200).header("ETag", equalTo("W/\"3\""));
    }

    @Test
    void a_value_that_is_added_again_is_there_once_and_makes_no_other_version() {
        var user = user(newName("ed"));
        user.put("emails", List.of(Map.of("value", "ed@home.example", "type", "home", "primary", true)));
        String id = directory.post("/Users", user).statusCode(201).extract().path("id");
        var again = Map.of("value", "ed@home.example", "type", "home", "primary", true);
        directory
                .patch("/Users/" + id, Map.of("op", "add", "path", "emails", "value", List.of(again)))
                .statusCode(204);
        directory
                .get("/Users/{id}", id)
                .header("ETag", equalTo("W/\"1\""))
                .body("emails", hasSize(1))
                .body("emails[0].primary", equalTo(true));
        var another = Map.of("value", "ed@work.example", "type", "work");
        directory
                .patch("/Users/" + id, Map.of("op", "add", "path", "emails", "value", List.of(another, again)))
                .statusCode(204);
        directory.get("/Users/{id}", id).header("ETag", equalTo("W/\"2\"")).body("emails", hasSize(2));
    }

    @Test
    void each_page_tells_how_many_there_are_whoever_came_and_went() throws SQLException {
        var gone = directory.takesIn(newName("fay"));
        var name = newName("gus");
        directory.takesIn(name);
        directory.post("/Users", user(name)).statusCode(409);
        directory.get("/Users?count=1").statusCode(200).body("totalResults", equalTo(2));
        directory.delete("/Users/" + gone).statusCode(204);
        directory.get("/Users?count=1").statusCode(200).body("totalResults", equalTo(1));
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            var his = "'" + directory.client() + "', 'USER'";
            statement.executeUpdate("INSERT INTO scim_counts (client_id, kind, many) SELECT " + his
                    + ", (-1) ^ i FROM generate_series(1, 200) AS i");
            directory.takesIn(newName("hal"));
            directory.get("/Users?count=1").statusCode(200).body("totalResults", equalTo(2));
            try (var rows = statement.executeQuery(
                    "SELECT count(*) FROM scim_counts WHERE (client_id, kind) = (" + his + ")")) {
                rows.next();
                assertThat(rows.getInt(1)).as("put together").isLessThan(5);
            }
        }
    }

    @Test
    void what_a_provider_does_not_tell_stands_for_none() {
        String id = directory
                .post(
                        "/Users",
                        Map.of(
                                "schemas",
                                List.of(IdentityProvider.USER),
                                "userName",
                                "svc-" + newName("e").substring(0, 9)))
                .statusCode(201)
                .extract()
                .path("id");
        var attributes = ((HrEvent.Joined) said(id, 1)).attributes();
        assertThat(attributes.email()).isNull();
        assertThat(List.of(attributes.familyName(), attributes.department(), attributes.title()))
                .containsOnly("-");
        assertThat(attributes.country()).isEqualTo("ZZ");
    }

    @Test
    void a_manager_is_named_by_his_id() {
        var manager = directory.takesIn(newName("fay"));
        var user = user(newName("gil"));
        user.put(ENTERPRISE, Map.of("department", "sales", "manager", Map.of("value", manager)));
        String id = directory.post("/Users", user).statusCode(201).extract().path("id");
        assertThat(((HrEvent.Joined) said(id, 1)).attributes().managerEmployeeId())
                .isEqualTo(manager);
    }

    @Test
    void whoever_is_deleted_leaves_and_whoever_comes_by_his_name_is_another() {
        var name = newName("hal");
        var id = directory.takesIn(name);
        directory.delete("/Users/" + id).statusCode(204);
        assertThat(said(id, 2)).isInstanceOf(HrEvent.Left.class);
        directory.get("/Users/{id}", id).statusCode(404).body("status", equalTo("404"));
        directory.delete("/Users/" + id).statusCode(404);
        assertThat(directory.takesIn(name)).isNotEqualTo(id);
    }

    @Test
    void a_password_is_not_taken() {
        var user = user(newName("ian"));
        user.put("password", "correct horse battery staple");
        String id = directory
                .post("/Users", user)
                .statusCode(201)
                .body("password", nullValue())
                .extract()
                .path("id");
        directory.get("/Users/{id}", id).statusCode(200).body("password", nullValue());
    }

    @Test
    void a_client_neither_sees_nor_changes_what_another_keeps() {
        var name = newName("joy");
        var id = directory.takesIn(name);
        var other = IdentityProvider.registered();
        other.get("/Users/{id}", id).statusCode(404);
        other.put("/Users/" + id, user(newName("joy"))).statusCode(404);
        other.patch("/Users/" + id, Map.of("op", "replace", "path", "active", "value", false))
                .statusCode(404);
        other.delete("/Users/" + id).statusCode(404);
        other.get("/Users").statusCode(200).body("totalResults", equalTo(0));
        other.post("/Users", user(name)).statusCode(409).body("scimType", equalTo("uniqueness"));
        directory.get("/Users/{id}", id).statusCode(200).body("active", equalTo(true));
    }

    @Test
    void a_change_of_what_was_changed_meanwhile_is_refused() {
        var user = user(newName("kim"));
        String id = directory.post("/Users", user).statusCode(201).extract().path("id");
        var wrong = directory.asking().header("If-Match", "W/\"7\"");
        wrong.body(user).put("/scim/v2/Users/" + id).then().statusCode(412);
        wrong.delete("/scim/v2/Users/" + id).then().statusCode(412);
        directory
                .asking()
                .header("If-None-Match", "W/\"1\"")
                .get("/scim/v2/Users/" + id)
                .then()
                .statusCode(304);
        user.put("title", "Director");
        directory
                .asking()
                .header("If-Match", "W/\"1\"")
                .body(user)
                .put("/scim/v2/Users/" + id)
                .then()
                .statusCode(200)
                .header("ETag", equalTo("W/\"2\""));
    }

    @Test
    void people_are_found_by_filters_and_by_pages() {
        var first = newName("lea");
        var ids =
                List.of(directory.takesIn(first), directory.takesIn(newName("mia")), directory.takesIn(newName("ned")));
        directory
                .get("/Users?filter={filter}", "userName eq \"" + first.toUpperCase() + "\"")
                .statusCode(200)
                .body("totalResults", equalTo(1), "Resources[0].id", equalTo(ids.get(0)));
        directory
                .get("/Users?filter={filter}", "externalId eq \"x-" + first + "\" and active eq true")
                .body("totalResults", equalTo(1));
        directory
                .get("/Users?filter={filter}", "emails[type eq \"work\" and value sw \"lea\"]")
                .body("totalResults", equalTo(1));
        directory
                .get("/Users?filter={filter}", ENTERPRISE + ":department eq \"finance\"")
                .body("totalResults", equalTo(3));
        directory
                .get("/Users?filter={filter}", "userName sw \"mia\" or userName sw \"ned\"")
                .body("totalResults", equalTo(2));
        directory
                .get("/Users?startIndex=2&count=1")
                .body("totalResults", equalTo(3), "startIndex", equalTo(2), "Resources", hasSize(1))
                .body("Resources[0].id", equalTo(ids.get(1)));
        directory.get("/Users?count=0").body("totalResults", equalTo(3));
        directory.get("/Users?startIndex=99").body("totalResults", equalTo(3));
        directory
                .get("/Users?attributes=userName&filter={filter}", "id eq \"" + ids.get(2) + "\"")
                .body("Resources[0].userName", startsWith("ned"), "Resources[0].name", nullValue());
        directory
                .post(
                        "/Users/.search",
                        Map.of(
                                "schemas",
                                List.of("urn:ietf:params:scim:api:messages:2.0:SearchRequest"),
                                "filter",
                                "name.familyName eq \"Abel\"",
                                "count",
                                2))
                .statusCode(200)
                .body("totalResults", equalTo(3), "Resources", hasSize(2), "Resources[0].id", notNullValue());
    }
}
