package dev.mandate.identity.scim;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.hr.HrEvent;
import dev.mandate.identity.MachineClient;
import dev.mandate.identity.Topics;
import io.agroal.api.AgroalDataSource;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A directory that keeps its people here: a client of its own, which asks as such. */
record IdentityProvider(MachineClient machine, String token) {
    static final String USER = "urn:ietf:params:scim:schemas:core:2.0:User";
    static final String GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";
    static final String AGENT = "urn:ietf:params:scim:schemas:core:2.0:Agent";
    static final String ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    static final String SCIM = "application/scim+json";

    static IdentityProvider registered(String... scopes) {
        return of(MachineClient.registered("directory " + UUID.randomUUID(), scopes));
    }

    private static IdentityProvider of(MachineClient machine) {
        return new IdentityProvider(machine, machine.token());
    }

    /** With another token, since one lasts minutes. */
    IdentityProvider again() {
        return of(machine);
    }

    String client() {
        return machine.id();
    }

    static IdentityProvider registered() {
        return registered("scim:write");
    }

    static String newName(String name) {
        return name + '.' + UUID.randomUUID().toString().substring(0, 13) + "@acme.example";
    }

    /** Everything that an HR system would tell. */
    static Map<String, Object> user(String userName) {
        var user = new HashMap<String, Object>();
        user.put("schemas", List.of(USER, ENTERPRISE));
        user.put("userName", userName);
        user.put("externalId", "x-" + userName);
        user.put("name", Map.of("givenName", "Ada", "familyName", "Abel"));
        user.put("emails", List.of(Map.of("value", userName, "type", "work", "primary", true)));
        user.put("addresses", List.of(Map.of("type", "work", "country", "GB")));
        user.put("title", "Analyst");
        user.put("active", true);
        user.put(ENTERPRISE, Map.of("department", "finance"));
        return user;
    }

    RequestSpecification asking() {
        // JSON is UTF-8, which this client would not write of itself.
        return given().auth().oauth2(token).contentType(SCIM + ";charset=UTF-8");
    }

    ValidatableResponse post(String path, Object body) {
        return asking().body(body).post("/scim/v2" + path).then();
    }

    ValidatableResponse get(String path, Object... parameters) {
        return asking().get("/scim/v2" + path, parameters).then();
    }

    ValidatableResponse put(String path, Object body) {
        return asking().body(body).put("/scim/v2" + path).then();
    }

    ValidatableResponse patch(String path, Map<?, ?>... operations) {
        return asking().body(patchOf(operations)).patch("/scim/v2" + path).then();
    }

    static Map<String, Object> patchOf(Map<?, ?>... operations) {
        return Map.of(
                "schemas", List.of("urn:ietf:params:scim:api:messages:2.0:PatchOp"), "Operations", List.of(operations));
    }

    ValidatableResponse bulk(List<?> operations) {
        return post(
                "/Bulk",
                Map.of(
                        "schemas",
                        List.of("urn:ietf:params:scim:api:messages:2.0:BulkRequest"),
                        "Operations",
                        operations));
    }

    ValidatableResponse delete(String path) {
        return asking().delete("/scim/v2" + path).then();
    }

    /** Id of somebody who is taken in. */
    String takesIn(String userName) {
        return post("/Users", user(userName)).statusCode(201).extract().path("id");
    }

    /** What was last said of him on {@code hr.workers.v1}, once so much was. */
    static HrEvent said(String id, int count) {
        var records = Topics.awaitOfKey(HrEvent.FAMILY.topic(), id, count);
        return Topics.read(HrEvent.FAMILY, records.get(count - 1)).get(0);
    }

    static String sourceOf(String id) {
        var header = Topics.awaitOfKey(HrEvent.FAMILY.topic(), id, 1)
                .get(0)
                .headers()
                .lastHeader("ce_source");
        return new String(header.value(), StandardCharsets.UTF_8);
    }

    /** As it was kept before it was bounded, or made by many requests. */
    void keeps(AgroalDataSource database, String kind, String prefix, int count, int size) throws SQLException {
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement(
                        "INSERT INTO scim_resources (id, kind, client_id, content, version, created_at, changed_at)"
                                + " SELECT ? || gen_random_uuid(), ?, ?, json_build_object('userName', 'u' || n,"
                                + " 'nickName', repeat('n', ?))::text, 1, now(), now() FROM generate_series(1, ?) AS n")) {
            insert.setString(1, prefix);
            insert.setString(2, kind);
            insert.setString(3, client());
            insert.setInt(4, size);
            insert.setInt(5, count);
            assertThat(insert.executeUpdate()).isEqualTo(count);
        }
    }
}
