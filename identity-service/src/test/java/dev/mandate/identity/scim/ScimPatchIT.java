package dev.mandate.identity.scim;

import static dev.mandate.identity.scim.IdentityProvider.ENTERPRISE;
import static dev.mandate.identity.scim.IdentityProvider.GROUP;
import static dev.mandate.identity.scim.IdentityProvider.USER;
import static dev.mandate.identity.scim.IdentityProvider.newName;
import static dev.mandate.identity.scim.IdentityProvider.patchOf;
import static dev.mandate.identity.scim.IdentityProvider.said;
import static dev.mandate.identity.scim.IdentityProvider.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.mandate.events.hr.HrEvent;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Patches as Entra ID and Okta write them. */
@QuarkusTest
class ScimPatchIT {
    private static final Map<String, Object> ENTRA_LEAVES = Map.of("op", "Replace", "path", "active", "value", "False");

    private IdentityProvider directory;

    @BeforeEach
    void register() {
        directory = IdentityProvider.registered();
    }

    @Test
    void whoever_is_made_inactive_beside_what_is_not_kept_leaves() {
        var id = directory.takesIn(newName("ada"));
        directory
                .patch(
                        "/Users/" + id,
                        ENTRA_LEAVES,
                        Map.of(
                                "op",
                                "Add",
                                "path",
                                "roles[primary eq \"True\"].value",
                                "value",
                                "{\"value\": \"staff\"}"),
                        Map.of("op", "Add", "path", "photos", "value", List.of(Map.of("value", "https://x.example/p"))),
                        Map.of("op", "Remove", "path", USER + ":entitlements"),
                        Map.of("op", "Add", "path", "urn:acme:params:scim:schemas:badge:2.0:User:floor", "value", "3"))
                .statusCode(204);
        assertThat(said(id, 2)).isInstanceOf(HrEvent.Left.class);
    }

    @Test
    void what_is_not_kept_is_ignored_in_a_value_too() {
        var id = directory.takesIn(newName("bo"));
        directory
                .patch(
                        "/Users/" + id,
                        Map.of(
                                "op",
                                "replace",
                                "value",
                                Map.of(
                                        "active",
                                        false,
                                        "Roles",
                                        List.of(Map.of("value", "staff")),
                                        "ims.value",
                                        "bo",
                                        "urn:acme:params:scim:schemas:badge:2.0:User",
                                        Map.of("floor", 3))))
                .statusCode(204);
        assertThat(said(id, 2)).isInstanceOf(HrEvent.Left.class);
    }

    @Test
    void a_patch_of_nothing_that_is_kept_changes_nothing() {
        var id = directory.takesIn(newName("cy"));
        var roles = Map.of("op", "add", "path", "roles", "value", List.of(Map.of("value", "staff")));
        directory.patch("/Users/" + id, roles).statusCode(204).header("ETag", equalTo("W/\"1\""));
        directory
                .patch("/Users/" + id, Map.of("op", "add", "value", Map.of("roles", List.of())))
                .statusCode(204)
                .header("ETag", equalTo("W/\"1\""));
        directory.patch("/Users/per_nobody", roles).statusCode(404);
        directory
                .asking()
                .header("If-Match", "W/\"7\"")
                .body(patchOf(roles))
                .patch("/scim/v2/Users/" + id)
                .then()
                .statusCode(412);
    }

    @Test
    void what_is_misspelt_is_refused_whatever_else_is_asked_for() {
        var id = directory.takesIn(newName("di"));
        for (var path : List.of("rolls", "departmnt", ENTERPRISE + ":departmnt", "name.givenNam", USER + ":shoeSize"))
            directory
                    .patch("/Users/" + id, ENTRA_LEAVES, Map.of("op", "add", "path", path, "value", "x"))
                    .statusCode(400)
                    .body("scimType", equalTo("invalidPath"));
        directory
                .patch("/Users/" + id, ENTRA_LEAVES, Map.of("op", "add", "value", Map.of("rolls", "x")))
                .statusCode(400);
        directory.get("/Users/{id}", id).body("active", equalTo(true));
    }

    @Test
    void a_bulk_ignores_what_is_not_kept_too() {
        var id = directory.takesIn(newName("ed"));
        var roles = Map.of("op", "add", "path", "roles", "value", List.of(Map.of("value", "staff")));
        directory
                .bulk(List.of(
                        Map.of("method", "PATCH", "path", "/Users/" + id, "data", patchOf(roles, ENTRA_LEAVES)),
                        Map.of("method", "PATCH", "path", "/Users/" + id, "data", patchOf(roles))))
                .statusCode(200)
                .body("Operations[0].status", equalTo(200), "Operations[1].status", equalTo(200));
        assertThat(said(id, 2)).isInstanceOf(HrEvent.Left.class);
    }

    @Test
    void active_is_read_from_a_text_as_entra_writes_it() {
        var id = directory.takesIn(newName("fay"));
        directory.patch("/Users/" + id, ENTRA_LEAVES).statusCode(204);
        assertThat(said(id, 2)).isInstanceOf(HrEvent.Left.class);
        directory
                .patch("/Users/" + id, Map.of("op", "Replace", "value", Map.of("active", "True")))
                .statusCode(204);
        assertThat(said(id, 3)).isInstanceOf(HrEvent.Rehired.class);
    }

    @Test
    void an_address_that_nobody_has_yet_is_made_by_its_path() {
        var user = user(newName("gus"));
        user.remove("emails");
        String id = directory.post("/Users", user).statusCode(201).extract().path("id");
        directory
                .patch(
                        "/Users/" + id,
                        Map.of("op", "Add", "path", "emails[type eq \"work\"].value", "value", "gus@acme.example"),
                        Map.of(
                                "op",
                                "Replace",
                                "path",
                                "phoneNumbers[type eq \"mobile\"].value",
                                "value",
                                "+44 20 7946 0000"))
                .statusCode(204);
        directory
                .get("/Users/{id}", id)
                .body("emails", hasSize(1))
                .body("emails[0].type", equalTo("work"), "emails[0].value", equalTo("gus@acme.example"))
                .body("phoneNumbers[0].type", equalTo("mobile"));
    }

    @Test
    void entras_dotted_names_are_read() {
        var id = directory.takesIn(newName("hal"));
        directory
                .patch(
                        "/Users/" + id,
                        Map.of(
                                "op",
                                "Replace",
                                "value",
                                Map.of(
                                        "name.givenName",
                                        "Hal",
                                        "displayName",
                                        "Hal A.",
                                        ENTERPRISE + ":department",
                                        "sales")))
                .statusCode(204);
        var moved = (HrEvent.Moved) said(id, 2);
        assertThat(moved.attributes().givenName()).isEqualTo("Hal");
        assertThat(moved.attributes().department()).isEqualTo("sales");
    }

    @Test
    void a_member_is_removed_by_a_value_as_entra_writes_it() {
        var one = directory.takesIn(newName("ida"));
        var other = directory.takesIn(newName("jo"));
        String group = directory
                .post(
                        "/Groups",
                        Map.of(
                                "schemas",
                                List.of(GROUP),
                                "displayName",
                                newName("g"),
                                "members",
                                List.of(Map.of("value", one), Map.of("value", other))))
                .statusCode(201)
                .extract()
                .path("id");
        directory
                .patch(
                        "/Groups/" + group,
                        Map.of("op", "Remove", "path", "members", "value", List.of(Map.of("value", one))))
                .statusCode(204);
        directory.get("/Groups/{id}", group).body("members", hasSize(1)).body("members[0].value", equalTo(other));
        directory
                .patch("/Groups/" + group, Map.of("op", "Remove", "path", "members[value eq \"" + other + "\"]"))
                .statusCode(204);
        directory.get("/Groups/{id}", group).body("members", nullValue());
    }
}
