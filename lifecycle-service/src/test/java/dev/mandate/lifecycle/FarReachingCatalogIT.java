package dev.mandate.lifecycle;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.mandate.embedded.Platform;
import dev.mandate.embedded.PlatformTestResource;
import dev.mandate.events.administration.Actor;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.ids.GrantId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.AccessState.Employment;
import dev.mandate.events.lifecycle.Entitlement;
import dev.mandate.events.lifecycle.Origin;
import dev.mandate.lifecycle.access.Entitlements;
import dev.mandate.lifecycle.access.GrantRefusal;
import dev.mandate.lifecycle.access.GrantRequest;
import dev.mandate.messaging.kafka.KafkaClients;
import dev.mandate.messaging.records.KafkaRecords;
import dev.mandate.messaging.result.Result;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.ExtractableResponse;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who writes the catalogue or gives access relabels no tool, and makes nobody an administrator, alone. */
@QuarkusTest
@QuarkusTestResource(value = PlatformTestResource.class, initArgs = @ResourceArg(name = "service", value = "lifecycle"))
class FarReachingCatalogIT extends LifecycleStory {
    private static final Actor REVIEW = new Actor("cli_reviews", "cli_reviews", List.of());
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final String LABELLED =
            "{\"application\":\"treasury\",\"labels\":[\"money\"],\"argumentsSchema\":{\"type\":\"object\"}}";
    private static final String HARMLESS = "{\"application\":\"treasury\",\"argumentsSchema\":{\"type\":\"object\"}}";

    private final String tool = "pay." + System.nanoTime();
    private final Map<String, String> employees = new HashMap<>();
    private final Map<String, String> grants = new HashMap<>();

    @Inject
    Entitlements door;

    private String ada = "";
    private String grace = "";

    @BeforeEach
    void two_approvers_and_a_tool_that_moves_money() throws Exception {
        eventually(() -> as("catalog:read").get("/catalog/role").statusCode(), status -> status == 200);
        as("catalog:write")
                .body("{}")
                .put("/catalog/role/mandate-approver")
                .then()
                .statusCode(200);
        dismissAll();
        ada = approver();
        grace = approver();
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

        approve(ada, waits).statusCode(200).body("missing", equalTo(1));
        approve(ada, waits).statusCode(409);
        assertThat(labels()).containsExactly("money");
        approve(grace, waits).statusCode(200).body("status", equalTo("CARRIED_OUT"));
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
        approve(ada, waits).statusCode(409).body("type", containsString("outdated"));
        assertThat(labels()).containsExactly("money");
    }

    @Test
    void no_domain_becomes_the_organisations_own_by_one_hand() {
        var domain = "d" + System.nanoTime() + ".example";
        var waits = ops().body("{}")
                .put("/catalog/domain/" + domain)
                .then()
                .statusCode(202)
                .extract();
        as("catalog:read").get("/catalog/domain/" + domain).then().statusCode(404);
        approve(ada, waits).statusCode(200);
        approve(grace, waits).statusCode(200).body("status", equalTo("CARRIED_OUT"));
        as("catalog:read").get("/catalog/domain/" + domain).then().statusCode(200);
    }

    @Test
    void no_role_goes_or_becomes_anybodys_birthright_by_one_hand() {
        var role = "role-" + System.nanoTime();
        ops().body("{\"birthrightDepartments\":[\"*\"]}")
                .put("/catalog/role/" + role)
                .then()
                .statusCode(202)
                .body("touches[0]", containsString("becomes a birthright of everyone"));
        ops().body("{}").put("/catalog/role/" + role).then().statusCode(200);
        ops().delete("/catalog/role/" + role).then().statusCode(202);
        ops().delete("/catalog/role/mandate-approver")
                .then()
                .statusCode(202)
                .body("touches[0]", containsString("2 people"));
        as("catalog:read").get("/catalog/role/" + role).then().statusCode(200);
    }

    @Test
    void what_policies_go_by_is_changed_by_two_people_be_it_tags_a_description_or_by_way_of_deleting_it() {
        var model = "model-" + System.nanoTime();
        var confidential = "{\"provider\":\"acme\",\"tags\":[\"confidential\"]}";
        as("catalog:write")
                .body(confidential)
                .put("/catalog/model/" + model)
                .then()
                .statusCode(200);
        ops().body(confidential).put("/catalog/model/" + model).then().statusCode(200);
        ops().body("{\"provider\":\"acme\"}")
                .put("/catalog/model/" + model)
                .then()
                .statusCode(202)
                .body("touches[0]", containsString("has the tags confidential and gets none"));
        ops().delete("/catalog/model/" + model).then().statusCode(202);
        ops().body(LABELLED.replaceFirst("\\{", "{\"description\":\"sends what was asked for\","))
                .put("/catalog/tool/" + tool)
                .then()
                .statusCode(202)
                .body("touches[0]", containsString("sends what was asked for"));
        var harmless = tool + ".harmless";
        ops().body(HARMLESS).put("/catalog/tool/" + harmless).then().statusCode(200);
        ops().delete("/catalog/tool/" + harmless).then().statusCode(202);
    }

    @Test
    void nobody_is_left_alone_with_what_needs_two_by_one_hand() {
        var emil = approver();
        takeBack(emil).statusCode(200);
        var waits = takeBack(grace)
                .statusCode(202)
                .body("touches", hasItem(containsString("1 person could approve")))
                .extract();
        accessOf(employees.get(grace), state -> roles(state).contains("mandate-approver"));
        approve(ada, waits).statusCode(200);
        approve(grace, waits).statusCode(200).body("status", equalTo("CARRIED_OUT"));
        accessOf(employees.get(grace), state -> !roles(state).contains("mandate-approver"));
    }

    @Test
    void who_does_not_work_here_any_more_or_was_stopped_stands_for_nothing() throws Exception {
        var emil = approver();
        var waits = ops().body(HARMLESS)
                .put("/catalog/tool/" + tool)
                .then()
                .statusCode(202)
                .extract();
        approve(emil, waits).statusCode(200).body("missing", equalTo(1));
        hr.left(employees.get(emil), START.plusSeconds(1));
        accessOf(employees.get(emil), state -> state.employment() == Employment.ENDED);
        approve(ada, waits)
                .statusCode(200)
                .body("missing", equalTo(1))
                .body("approvals.by.subject", equalTo(List.of(ada)));
        assertThat(labels()).containsExactly("money");
        approve(emil, waits).statusCode(403).body("type", containsString("not-an-approver"));
        approve("per_nobody", waits).statusCode(403);

        stop(ada);
        eventually(() -> approve(ada, waits).extract().statusCode(), status -> status == 401);
        approve(grace, waits).statusCode(200).body("missing", equalTo(1));
        assertThat(labels()).containsExactly("money");
    }

    @Test
    void who_was_stopped_reads_and_gives_nothing_with_the_token_that_he_still_has_nor_do_agents_for_him()
            throws Exception {
        var emil = joined();
        var identity = identityOf(emil);
        role("auditor");
        var his = Tokens.of(ada, "console", "access:write", "access:read", "dead-letters:replay");
        var throughAnAgent =
                Tokens.person(ada, null, List.of(new Actor.Acting("agt_helper", null)), "access:write", "access:read");
        with(his).get("/grants?identity=" + identity).then().statusCode(200);

        stop(ada);
        eventually(() -> with(his).get("/grants?identity=" + identity).statusCode(), status -> status == 401);
        for (var token : List.of(his, throughAnAgent))
            with(token)
                    .body(Map.of("identity", identity, "role", "auditor", "reason", "quickly", "until", later()))
                    .post("/grants")
                    .then()
                    .statusCode(401)
                    .header("WWW-Authenticate", containsString("invalid_token"))
                    .body("detail", containsString("was stopped"));
        with(his)
                .body("{\"reason\":\"gone\"}")
                .post("/dead-letters/0/dismiss")
                .then()
                .statusCode(401);
        assertThat(roles(accessOf(emil, state -> true))).doesNotContain("auditor");
    }

    private static RequestSpecification with(String token) {
        return given().auth().oauth2(token).contentType("application/json");
    }

    @Test
    void a_request_with_a_key_that_waits_for_two_people_waits_once_and_is_answered_alike_after_they_agreed() {
        var emil = joined();
        var request = Map.of(
                "identity", identityOf(emil), "role", "mandate-approver", "reason", "for the summer", "until", later());
        var key = "an-appointment-of-" + emil;
        var waits = keyed(key, request).statusCode(202).extract();
        keyed(key, request)
                .statusCode(202)
                .body("proposal", equalTo(waits.path("proposal")))
                .header("Location", equalTo(waits.header("Location")));
        approve(ada, waits).statusCode(200);
        approve(grace, waits).statusCode(200);
        keyed(key, request).statusCode(202).body("proposal", equalTo(waits.path("proposal")));
        var another = new HashMap<>(request);
        another.put("reason", "for good");
        keyed(key, another).statusCode(422).body("type", containsString("key-reused"));
        another.put("role", "mandate-gardener");
        keyed("another-" + key, another).statusCode(400).body("field", equalTo("role"));
        another.put("role", "auditor");
        keyed("another-" + key, another).statusCode(201);
    }

    @Test
    void a_role_of_mandate_is_given_by_two_people_and_is_neither_inherited_nor_a_birthright() {
        var emil = joined();
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
                        identityOf(emil),
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
        assertThat(roles(accessOf(emil, state -> true))).doesNotContain("mandate-approver");
        approve(ada, waits).statusCode(200);
        approve(grace, waits).statusCode(200);
        accessOf(emil, state -> roles(state).contains("mandate-approver"));
    }

    @Test
    void by_the_door_that_other_packages_have_nobody_gives_or_takes_alone_what_takes_two() throws Throwable {
        var emil = joined();
        var identity = new IdentityId(identityOf(emil));
        assertThat(throughTheDoor(() -> door.grant(wanted(identity, "mandate-approver"))))
                .isEqualTo(Result.refused(GrantRefusal.TAKES_TWO));
        role("auditor");
        assertThat(throughTheDoor(() -> door.grant(wanted(identity, "auditor"))))
                .isInstanceOf(Result.Done.class);
        assertThat(roles(accessOf(emil, state -> roles(state).contains("auditor"))))
                .doesNotContain("mandate-approver");

        var otto = approver();
        assertThat(throughTheDoor(() -> door.revoke(new GrantId(grants.get(otto)), REVIEW, "no longer")))
                .isInstanceOf(Result.Done.class);
        assertThat(throughTheDoor(() -> door.revoke(new GrantId(grants.get(grace)), REVIEW, "no longer")))
                .isEqualTo(Result.refused(GrantRefusal.TAKES_TWO));
        assertThat(roles(accessOf(employees.get(grace), state -> true))).contains("mandate-approver");
    }

    private static GrantRequest wanted(IdentityId identity, String role) {
        return new GrantRequest(
                identity,
                Entitlement.role(role),
                Origin.administrator(),
                REVIEW,
                "a review",
                null,
                Instant.parse(later()));
    }

    private static <T> T throughTheDoor(Supplier<Uni<T>> asked) throws Throwable {
        return VertxContextSupport.subscribeAndAwait(() -> Panache.withTransaction(asked));
    }

    private String joined() {
        var employee = HrSystem.newEmployee();
        hr.joined(employee, START, "sales");
        accessOf(employee, state -> state.employment() == Employment.ACTIVE);
        return employee;
    }

    /** Appointed by the first client in its first hour; his identity id. */
    private String approver() {
        var employee = joined();
        var identity = identityOf(employee);
        String grant = as("access:write")
                .body(Map.of("identity", identity, "role", "mandate-approver", "reason", "approves", "until", later()))
                .post("/grants")
                .then()
                .statusCode(201)
                .extract()
                .path("grant.id");
        accessOf(employee, state -> roles(state).contains("mandate-approver"));
        employees.put(identity, employee);
        grants.put(identity, grant);
        return identity;
    }

    private ValidatableResponse takeBack(String identity) {
        return ops().delete("/grants/" + grants.get(identity) + "?reason=no longer")
                .then();
    }

    private static ValidatableResponse keyed(String key, Map<String, ?> request) {
        return ops().header("Idempotency-Key", key)
                .body(request)
                .post("/grants")
                .then();
    }

    private static String later() {
        return Instant.now().plusSeconds(3_600).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Those of other tests, so that it is known how many there are; the first client may do so alone in its first hour. */
    private void dismissAll() throws Exception {
        try (var connection = database.getConnection();
                var select = connection.createStatement();
                var held = select.executeQuery("select id from access_grant where ended_at is null"
                        + " and cast(entitlement as text) like '%mandate-approver%'")) {
            while (held.next())
                as("access:write")
                        .delete("/grants/" + held.getString(1) + "?reason=another test")
                        .then()
                        .statusCode(200);
        }
    }

    /** As identity-service tells it. */
    private static void stop(String person) throws Exception {
        var state = IdentityState.person(new IdentityId(person), "Ada")
                .revision(2)
                .status(IdentityState.Status.SUSPENDED, IdentityState.STOPPED + "under investigation")
                .employeeId("E1")
                .tokensVoidBefore(Instant.now())
                .build();
        try (var identity = new KafkaClients(Platform.shared().kafkaClientConfig("identity")).producer(Map.of())) {
            var record = CloudEventCodec.encode(
                    IdentityState.FAMILY,
                    new Envelope<>("urn:mandate:identity", person + "/2", Instant.now(), state, null));
            identity.send(KafkaRecords.toSend(IdentityState.FAMILY.topic().name(), 0, record))
                    .get();
        }
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
