package dev.mandate.identity.clients;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.ClientEvent;
import dev.mandate.events.identity.ClientEvent.CredentialChanged.CredentialChange;
import dev.mandate.identity.Api;
import dev.mandate.identity.Approver;
import dev.mandate.identity.MachineClient;
import dev.mandate.identity.Topics;
import io.agroal.api.AgroalDataSource;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** As Okta and Entra ID ask: by one token, typed into a field, for months. */
@QuarkusTest
class ScimTokensIT {
    private static final String USER = "urn:ietf:params:scim:schemas:core:2.0:User";

    @Inject
    AgroalDataSource database;

    @Inject
    EndingSecrets ending;

    private MachineClient directory;

    @BeforeEach
    void register() {
        directory = MachineClient.registered("directory " + UUID.randomUUID(), "scim:write");
    }

    private ValidatableResponse make(Map<String, ?> body) {
        return Api.as(Api.admin()).body(body).post(path()).then();
    }

    private String path() {
        return "/clients/" + directory.id() + "/scim-tokens";
    }

    private String made() {
        return make(Map.of()).statusCode(200).extract().path("token");
    }

    private static ValidatableResponse people(String token) {
        return given().auth().oauth2(token).get("/scim/v2/Users").then();
    }

    private ClientEvent.CredentialChanged told(CredentialChange change) {
        return (ClientEvent.CredentialChanged) Topics.awaitOn(
                AdministrationEvent.FAMILY,
                event -> event instanceof ClientEvent.CredentialChanged it
                        && it.client().equals(directory.id())
                        && it.change() == change);
    }

    private void ends(String when) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE client_secrets SET ends_at = now() + interval '" + when
                    + "' WHERE client_id = '" + directory.id() + "'");
        }
    }

    @Test
    void a_token_keeps_people_here_and_opens_nothing_else() {
        var answer = make(Map.of("reason", "for the directory"))
                .statusCode(200)
                .body("token", startsWith("mandate_scim_"), "endsAt", notNullValue())
                .extract();
        String token = answer.path("token");
        var name = "ada." + UUID.randomUUID() + "@acme.example";
        String id = given().auth()
                .oauth2(token)
                .contentType("application/scim+json;charset=UTF-8")
                .body(Map.of("schemas", List.of(USER), "userName", name))
                .post("/scim/v2/Users")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        people(token).statusCode(200).body("Resources.id", hasItem(id));
        people(directory.token()).body("Resources.id", hasItem(id));

        for (var path : List.of("/identities/" + id, "/clients", "/agents", "/userinfo", "/oauth2/userinfo"))
            assertThat(given().auth().oauth2(token).get(path).statusCode())
                    .as(path)
                    .isIn(401, 404);
        directory.with(token).asks().statusCode(401);

        var fact = told(CredentialChange.SCIM_TOKEN_MADE);
        assertThat(fact.by().subject()).isEqualTo("admin");
        assertThat(fact.credential()).isEqualTo(answer.path("id"));
        assertThat(fact.reason()).hasToString("for the directory");
    }

    @Test
    void a_token_has_no_more_than_its_client() {
        directory = MachineClient.registered("reader", "scim:read");
        var reading = made();
        people(reading).statusCode(200);
        given().auth()
                .oauth2(reading)
                .contentType("application/scim+json")
                .body(Map.of())
                .post("/scim/v2/Users")
                .then()
                .statusCode(403);
        directory = MachineClient.registered("batch", "clients:read");
        make(Map.of()).statusCode(409).body("type", containsString("no-scim"));
        Api.as(directory.token()).body(Map.of()).post(path()).then().statusCode(403);
    }

    @Test
    void two_count_at_a_time_and_one_that_is_ended_counts_no_more() {
        var first = make(Map.of()).statusCode(200).extract();
        var second = made();
        make(Map.of()).statusCode(409).body("type", containsString("too-many-tokens"));
        Api.as(Api.admin())
                .get(path())
                .then()
                .statusCode(200)
                .body("$", hasSize(2), "[0].id", equalTo(first.path("id")));

        Api.as(Api.admin())
                .body(Map.of("reason", "moved on"))
                .post(path() + "/" + first.path("id") + "/end")
                .then()
                .statusCode(200);
        people(first.path("token")).statusCode(401);
        people(second).statusCode(200);
        assertThat(told(CredentialChange.SCIM_TOKEN_ENDED).credential()).isEqualTo(first.path("id"));
        Api.as(Api.admin())
                .body(Map.of())
                .post(path() + "/" + first.path("id") + "/end")
                .then()
                .statusCode(404);
    }

    @Test
    void a_token_ends() throws SQLException {
        make(Map.of("endsAt", Instant.now().plus(Duration.ofDays(400)).toString()))
                .statusCode(400)
                .body("field", equalTo("/endsAt"));
        make(Map.of("endsAt", Instant.now().minusSeconds(1).toString())).statusCode(400);
        var token = made();
        people(token).statusCode(200);
        ends("-1 second");
        people(token).statusCode(401);
    }

    @Test
    void a_stopped_client_keeps_nobody_by_its_token() {
        var token = made();
        var why = Map.of("reason", "its token was in a mail");
        Api.as(Api.admin()).body(why).post("/clients/" + directory.id() + "/stop");
        people(token).statusCode(401);
        Api.as(Api.admin()).body(why).post("/clients/" + directory.id() + "/resume");
        people(token).statusCode(200);
    }

    @Test
    void that_one_ends_soon_is_told_once() throws Throwable {
        made();
        tell();
        ends("13 days");
        tell();
        assertThat(told(CredentialChange.SCIM_TOKEN_ENDS_SOON).endsAt())
                .isAfter(Instant.now().plus(Duration.ofDays(12)));
        assertThat(tell()).isZero();
    }

    private int tell() throws Throwable {
        return VertxContextSupport.subscribeAndAwait(() -> Panache.withTransaction(() -> ending.tell(1_000)));
    }

    @Test
    void nobody_makes_one_alone_by_which_he_says_who_works_here() {
        var helpdesk = MachineClient.registered("helpdesk", "clients:write");
        String token = Api.as(helpdesk.token())
                .body(Map.of())
                .post(path())
                .then()
                .statusCode(202)
                .body("waits.touches", hasItem(containsString("keeps people")))
                .extract()
                .path("token");
        people(token).statusCode(401);
    }

    @Test
    void nor_has_he_one_of_his_say_it_by_what_its_client_may_do_later() {
        directory = MachineClient.registered("reader " + UUID.randomUUID(), "scim:read");
        var helpdesk = MachineClient.registered("helpdesk", "clients:write", "scim:read", "scim:write");
        var his = makesOne(helpdesk);
        mayWrite(helpdesk).body("touches", hasItem("whoever has its SCIM tokens " + his + ": it gets scim:write"));
        wants(helpdesk, "scim:read", "clients:write").body("touches", not(hasItem(containsString("SCIM tokens"))));
    }

    @Test
    void nor_by_one_that_he_makes_while_people_look_at_it() {
        Api.issuerIsRegistered();
        directory = MachineClient.registered("reader " + UUID.randomUUID(), "scim:read");
        var helpdesk = MachineClient.registered("helpdesk", "clients:write", "scim:read", "scim:write");
        var waits = mayWrite(helpdesk).extract();
        var his = makesOne(helpdesk);
        Approver.approves(Approver.token("Grace"), waits.path("proposal"), waits.path("digest"))
                .statusCode(409)
                .body("type", endsWith(":outdated"));
        mayWrite(helpdesk).body("touches", hasItem(containsString("its SCIM tokens " + his)));
    }

    private String makesOne(MachineClient helpdesk) {
        return Api.as(helpdesk.token())
                .body(Map.of())
                .post(path())
                .then()
                .statusCode(200)
                .extract()
                .path("id");
    }

    private ValidatableResponse mayWrite(MachineClient helpdesk) {
        return wants(helpdesk, "scim:read", "scim:write");
    }

    private ValidatableResponse wants(MachineClient helpdesk, String... scopes) {
        return Api.as(helpdesk.token())
                .body(Map.of("scopes", List.of(scopes)))
                .put("/clients/" + directory.id() + "/scopes")
                .then()
                .statusCode(202);
    }
}
