package dev.mandate.identity;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.mandate.embedded.PlatformTestResource;
import dev.mandate.events.lifecycle.MandateRole;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who could sign in as anybody, alone, can't; two people can let a new issuer do so. */
@QuarkusTest
@QuarkusTestResource(value = PlatformTestResource.class, initArgs = @ResourceArg(name = "service", value = "identity"))
class TrustedIssuersIT {
    private static final String APPROVE = "proposals:read proposals:approve";

    @Inject
    AgroalDataSource database;

    private final String issuer = "https://" + UUID.randomUUID() + ".example";

    @BeforeEach
    void people_sign_in() {
        Api.issuerIsRegistered();
    }

    @Test
    void a_client_that_may_write_issuers_signs_in_as_nobody_until_two_people_trust_its_issuer() {
        var client = client("issuers:write");
        var victim = Workforce.joins("Ada");
        var waiting = trust(client.token(), "employeeId")
                .statusCode(202)
                .body("touches", hasItem(containsString("active people")))
                .body("missing", equalTo(2))
                .extract();
        String proposal = waiting.path("proposal");
        String digest = waiting.path("digest");
        signIn(victim).statusCode(400).body("error_description", containsString("not registered"));
        approve(client.token(), proposal, digest).statusCode(403);
        approve(Api.admin(), proposal, digest).statusCode(403).body("type", endsWith(":not-a-person"));

        var grace = approver("Grace");
        approve(grace, proposal, digest).statusCode(200).body("missing", equalTo(1));
        approve(grace, proposal, digest).statusCode(409);
        signIn(victim).statusCode(400);
        approve(approver("Emil"), proposal, digest).statusCode(200).body("status", equalTo("CARRIED_OUT"));
        signIn(victim).statusCode(200);

        trust(client.token(), "employeeId").statusCode(200);
        trust(client.token(), "email").statusCode(202);
    }

    @Test
    void the_first_client_does_it_alone_in_the_first_hour_is_told_until_when_and_needs_others_afterwards()
            throws Exception {
        trust(Api.admin(), "employeeId").statusCode(200).header("Mandate-Alone-Until", notNullValue());
        began("2 hours");
        try {
            trust(Api.admin(), "email").statusCode(202).header("Mandate-Alone-Until", nullValue());
        } finally {
            began("0 hours");
        }
    }

    @Test
    void a_stopped_issuer_is_let_go_on_by_two_people() {
        var client = client("issuers:write");
        trust(Api.admin(), "employeeId").statusCode(200);
        Api.as(client.token())
                .body(Map.of("reason", "its key was stolen"))
                .post("/issuers/{issuer}/stop", issuer)
                .then()
                .statusCode(200);
        Api.as(client.token())
                .body(Map.of("reason", "trust me"))
                .post("/issuers/{issuer}/resume", issuer)
                .then()
                .statusCode(202)
                .body("summary", containsString("its key was stolen"));
        signIn(Workforce.joins("Ada")).statusCode(400);
    }

    @Test
    void scopes_that_reach_everybody_are_handed_on_by_two_people() {
        var client = client("clients:write", "rules:write", "trail:read");
        var made = Api.as(client.token())
                .body(Map.of("name", "another", "scopes", List.of("rules:write", "trail:read")))
                .post("/clients")
                .then()
                .statusCode(202)
                .body("clientSecret", notNullValue())
                .body("waits.touches", hasItem(containsString("rules:write")))
                .extract();
        String another = made.path("clientId");
        Api.as(Api.admin()).get("/clients/" + another).then().body("scopes", equalTo(List.of("trail:read")));
        Api.as(client.token())
                .body(Map.of("scopes", List.of("rules:write", "trail:read")))
                .put("/clients/" + another + "/scopes")
                .then()
                .statusCode(202)
                .body("proposal", equalTo(made.path("waits.proposal")));
        approve(approver("Grace"), made.path("waits.proposal"), made.path("waits.digest"))
                .statusCode(200);
        approve(approver("Emil"), made.path("waits.proposal"), made.path("waits.digest"))
                .statusCode(200);
        Api.as(Api.admin()).get("/clients/" + another).then().body("scopes", hasItem("rules:write"));
        Api.as(client.token())
                .body(Map.of("scopes", List.of("trail:read")))
                .put("/clients/" + another + "/scopes")
                .then()
                .statusCode(200)
                .body("scopes", not(hasItem("rules:write")));
    }

    @Test
    void a_role_of_mandate_gives_a_person_its_scopes_only_if_he_names_them_and_only_while_he_holds_it() {
        var ada = Workforce.joins("Ada");
        scoped(ada, APPROVE).statusCode(400).body("error", equalTo("invalid_scope"));
        var until = Instant.now().plusSeconds(100);
        ada.holds(MandateRole.APPROVER, until);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> scoped(ada, APPROVE)
                        .statusCode(200)
                        .body("scope", equalTo("proposals:approve proposals:read")));
        scoped(ada, "issuers:write").statusCode(400);
        Api.signIn(ada).statusCode(200).body("scope", not(containsString("proposals")));
        var ends = Api.claims(Api.accessToken(scoped(ada, APPROVE)))
                .getExpirationTime()
                .toInstant();
        org.assertj.core.api.Assertions.assertThat(ends).isBeforeOrEqualTo(until);

        var gone = Workforce.joins("Gone");
        gone.holds(MandateRole.ADMINISTRATOR, Instant.now().minusSeconds(1));
        scoped(gone, "issuers:write").statusCode(400);
    }

    private record Client(String id, String secret) {
        String token() {
            return Api.accessToken(
                    Api.token(Api.form("client_credentials").auth().preemptive().basic(id, secret)));
        }
    }

    private static Client client(String... scopes) {
        var made = Api.as(Api.admin())
                .body(Map.of("name", "operations", "scopes", List.of(scopes)))
                .post("/clients")
                .then()
                .statusCode(200)
                .extract();
        return new Client(made.path("clientId"), made.path("clientSecret"));
    }

    private static String approver(String name) {
        var person = Workforce.joins(name);
        person.holds(MandateRole.APPROVER, Instant.now().plusSeconds(3_600));
        return await().atMost(Duration.ofSeconds(20))
                .until(() -> scoped(person, APPROVE), answer -> answer.extract().statusCode() == 200)
                .extract()
                .path("access_token");
    }

    private static ValidatableResponse scoped(Workforce person, String scope) {
        return Api.token(Api.form(Api.BEARER)
                .formParam("scope", scope)
                .formParam(
                        "assertion",
                        Api.sign(
                                Api.ISSUER_KEY,
                                Api.assertion(Api.ISSUER, person.employeeId()).build())));
    }

    private ValidatableResponse trust(String token, String subjectClaim) {
        return Api.as(token)
                .body(Map.of("issuer", issuer, "jwks", Api.jwks(Api.ISSUER_KEY), "subjectClaim", subjectClaim))
                .post("/issuers")
                .then();
    }

    private ValidatableResponse signIn(Workforce person) {
        return Api.token(Api.form(Api.BEARER)
                .formParam(
                        "assertion",
                        Api.sign(
                                Api.ISSUER_KEY,
                                Api.assertion(issuer, person.employeeId()).build())));
    }

    private static ValidatableResponse approve(String token, String proposal, String digest) {
        return Api.as(token)
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
