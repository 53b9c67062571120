package dev.mandate.authz.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.mandate.authz.organisation.Organisation;
import dev.mandate.embedded.PlatformTestResource;
import dev.mandate.events.identity.IdentityState.Kind;
import dev.mandate.events.identity.IdentityState.Status;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Nobody lets everything be permitted alone, neither the first client after its hour. */
@QuarkusTest
@QuarkusTestResource(value = PlatformTestResource.class, initArgs = @ResourceArg(name = "service", value = "authz"))
class FarReachingPoliciesIT {
    private static final String PERMIT_ALL = "@id(\"anything\")\npermit (principal, action, resource);\n";
    private static final String SET = "everything";

    @Inject
    AgroalDataSource database;

    private static Organisation organisation;
    private static PolicyAuthor admin;
    private static String ada;
    private static String grace;
    private static String nina;

    @BeforeAll
    static void publish_an_organisation() {
        RestAssured.port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        organisation = new Organisation();
        admin = new PolicyAuthor(organisation.tokens.of("admin", PolicyAuthor.SCOPES));
        ada = organisation.approver().value();
        grace = organisation.approver().value();
        nina = organisation.approver().value();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> admin.get("/policies").statusCode() == 200);
    }

    @AfterAll
    static void close() {
        organisation.close();
    }

    @AfterEach
    void the_first_hour_is_now() throws Exception {
        began("0 hours");
    }

    @Test
    void what_permits_everything_is_put_in_force_by_two_people_and_by_nobody_alone() throws Exception {
        began("2 hours");
        admin.publish(SET, PERMIT_ALL, null).then().statusCode(201);
        var waits = admin.activate(SET, 1)
                .then()
                .statusCode(202)
                .header("Mandate-Alone-Until", nullValue())
                .body("touches", hasItem(containsString("permit (principal, action, resource)")))
                .extract();
        assertThat(active()).isNull();
        approve("admin", waits.path("proposal"), waits.path("digest")).statusCode(403);
        approve(ada, waits.path("proposal"), waits.path("digest"))
                .statusCode(200)
                .body("missing", equalTo(1));
        approve(ada, waits.path("proposal"), waits.path("digest")).statusCode(409);
        assertThat(active()).isNull();
        approve(grace, waits.path("proposal"), waits.path("digest"))
                .statusCode(200)
                .body("status", equalTo("CARRIED_OUT"));
        assertThat(active()).isEqualTo(1);

        var gone = admin.retire(SET).then().statusCode(202).extract();
        assertThat(active()).as("nor is it taken out of force alone").isEqualTo(1);
        approve(nina, gone.path("proposal"), gone.path("digest")).statusCode(200);
        approve(grace, gone.path("proposal"), gone.path("digest")).statusCode(200);
        assertThat(active()).isNull();
    }

    @Test
    void who_was_stopped_after_he_approved_or_holds_no_role_for_it_stands_for_nothing() throws Exception {
        began("2 hours");
        admin.publish("stopped", PERMIT_ALL, null).then().statusCode(201);
        var waits = admin.activate("stopped", 1).then().statusCode(202).extract();
        var clerk = organisation.person("night-shift").value();
        approve(clerk, waits.path("proposal"), waits.path("digest"))
                .statusCode(403)
                .body("type", containsString("not-an-approver"));
        var emil = organisation.approver();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> approve(emil.value(), waits.path("proposal"), waits.path("digest"))
                                .extract()
                                .statusCode()
                        == 200);
        var his = new PolicyAuthor(organisation.tokens.of(emil.value(), PolicyAuthor.SCOPES));
        organisation.identity(emil, Kind.PERSON, null, Status.SUSPENDED, null);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> approve(emil.value(), waits.path("proposal"), waits.path("digest"))
                                .extract()
                                .statusCode()
                        == 401);
        his.publish("his", PERMIT_ALL, null)
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", containsString("invalid_token"))
                .body("detail", containsString("was stopped"));
        his.get("/policies").then().statusCode(401);
        approve(grace, waits.path("proposal"), waits.path("digest"))
                .statusCode(200)
                .body("missing", equalTo(1))
                .body("status", equalTo("OPEN"));
    }

    @Test
    void what_was_shipped_is_what_a_first_version_is_held_against() throws Exception {
        began("2 hours");
        admin.publish("main", PERMIT_ALL, null).then().statusCode(201);
        admin.activate("main", 1)
                .then()
                .statusCode(202)
                .body("touches", hasItem(containsString("new: anything: ")))
                .body("touches", hasItem(containsString("gone: ")));
    }

    @Test
    void in_the_first_hour_the_first_client_works_alone_and_is_told_until_when() {
        admin.publish("first", PERMIT_ALL.replace("permit", "forbid").replace("anything", "nothing") + "", null)
                .then()
                .statusCode(201);
        admin.put("/policies/first/shadow", 1).then().statusCode(200).header("Mandate-Alone-Until", nullValue());
        admin.activate("first", 1).then().statusCode(200).header("Mandate-Alone-Until", notNullValue());
        admin.retire("first").then().statusCode(200);
    }

    private static Integer active() {
        return admin.get("/policies/" + SET).jsonPath().get("facts.active");
    }

    private static ValidatableResponse approve(String subject, String proposal, String digest) {
        return given().auth()
                .oauth2(organisation.tokens.of(subject, "proposals:approve"))
                .contentType("application/json")
                .body(Map.of("digest", digest))
                .post("/proposals/" + proposal + "/approve")
                .then();
    }

    private void began(String ago) throws Exception {
        try (var connection = database.getConnection();
                var update = connection.createStatement()) {
            update.executeUpdate("update first_start set at = clock_timestamp() - interval '" + ago + "'");
        }
    }
}
