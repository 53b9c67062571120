package dev.mandate.identity;

import static org.assertj.core.api.Assertions.assertThat;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who could sign in as anybody, alone, can't; two people can let a new issuer do so. */
@QuarkusTest
@QuarkusTestResource(value = PlatformTestResource.class, initArgs = @ResourceArg(name = "service", value = "identity"))
class TrustedIssuersIT {
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
        Approver.approves(client.token(), proposal, digest).statusCode(403);
        Approver.approves(Api.admin(), proposal, digest).statusCode(403).body("type", endsWith(":not-a-person"));

        var grace = Approver.token("Grace");
        Approver.approves(grace, proposal, digest).statusCode(200).body("missing", equalTo(1));
        Approver.approves(grace, proposal, digest).statusCode(409);
        signIn(victim).statusCode(400);
        Approver.approves(Approver.token("Emil"), proposal, digest)
                .statusCode(200)
                .body("status", equalTo("CARRIED_OUT"));
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
        var waits = Api.as(client.token())
                .body(Map.of("reason", "trust me"))
                .post("/issuers/{issuer}/resume", issuer)
                .then()
                .statusCode(202)
                .body("summary", containsString("its key was stolen"))
                .extract();
        var ada = Workforce.joins("Ada");
        signIn(ada).statusCode(400);
        Approver.approves(Approver.token("Grace"), waits.path("proposal"), waits.path("digest"))
                .statusCode(200);
        signIn(ada).statusCode(400);
        Approver.approves(Approver.token("Emil"), waits.path("proposal"), waits.path("digest"))
                .statusCode(200)
                .body("status", equalTo("CARRIED_OUT"));
        signIn(ada).statusCode(200);
    }

    @Test
    void an_issuer_that_nobody_knew_is_trusted_once_whoever_completes_two_proposals_of_it_at_once() {
        var one = trust(client("issuers:write").token(), "employeeId")
                .statusCode(202)
                .extract();
        var other =
                trust(client("issuers:write").token(), "email").statusCode(202).extract();
        var grace = Approver.token("Grace");
        var emil = Approver.token("Emil");
        for (var waits : List.of(one, other))
            Approver.approves(grace, waits.path("proposal"), waits.path("digest"))
                    .statusCode(200);
        var codes = Stream.of(one, other)
                .parallel()
                .map(waits -> Approver.approves(emil, waits.path("proposal"), waits.path("digest"))
                        .extract()
                        .statusCode())
                .toList();
        assertThat(codes).containsExactlyInAnyOrder(200, 409);
    }

    @Test
    void who_was_stopped_after_he_approved_stands_for_nothing() {
        var waiting = trust(client("issuers:write").token(), "employeeId")
                .statusCode(202)
                .extract();
        String proposal = waiting.path("proposal");
        String digest = waiting.path("digest");
        var grace = Workforce.joins("Grace");
        Approver.approves(Approver.token(grace), proposal, digest)
                .statusCode(200)
                .body("missing", equalTo(1));
        Api.as(Api.admin())
                .body(Map.of("reason", "she is under investigation"))
                .post("/identities/" + grace.id() + "/stop")
                .then()
                .statusCode(200);
        Approver.approves(Approver.token("Emil"), proposal, digest)
                .statusCode(200)
                .body("missing", equalTo(1))
                .body("status", equalTo("OPEN"));
        Approver.approves(Approver.token("Nina"), proposal, digest)
                .statusCode(200)
                .body("status", equalTo("CARRIED_OUT"));
    }

    @Test
    void whoever_may_stop_people_stops_one_approver_at_once_and_not_one_after_the_other() throws Exception {
        sql("update identities set mandate_roles = '[]'");
        var helpdesk = client("identities:write");
        var grace = Workforce.joins("Grace");
        var emil = Workforce.joins("Emil");
        var nina = Workforce.joins("Nina");
        var tokens = List.of(Approver.token(grace), Approver.token(emil), Approver.token(nina));
        stop(helpdesk, grace).statusCode(200).body("status", equalTo("SUSPENDED"));
        var waits = stop(helpdesk, emil)
                .statusCode(202)
                .body("touches", hasItem(containsString(nina.id().value())))
                .body("touches", hasItem(containsString(grace.id().value())))
                .extract();
        Api.signIn(emil).statusCode(200);
        stop(helpdesk, Workforce.joins("Ada")).statusCode(200).body("status", equalTo("SUSPENDED"));
        Approver.approves(tokens.get(0), waits.path("proposal"), waits.path("digest"))
                .statusCode(401);
        Approver.approves(tokens.get(2), waits.path("proposal"), waits.path("digest"))
                .statusCode(200);
        Approver.approves(tokens.get(1), waits.path("proposal"), waits.path("digest"))
                .statusCode(200)
                .body("status", equalTo("CARRIED_OUT"));
        Api.signIn(emil).statusCode(400);
    }

    private static ValidatableResponse stop(MachineClient client, Workforce person) {
        return Api.as(client.token())
                .body(Map.of("reason", "under investigation"))
                .post("/identities/" + person.id() + "/stop")
                .then();
    }

    @Test
    void nobody_gets_the_secret_of_a_client_that_reaches_everybody_alone() {
        var gateway = client("decisions:gateway", "decisions:evaluate");
        var client = client("clients:write");
        var waits = Api.as(client.token())
                .body(Map.of("overlap", "PT1H"))
                .post("/clients/" + gateway.id() + "/secret")
                .then()
                .statusCode(202)
                .header("Location", containsString("/proposals/"))
                .body("waits.touches", hasItem(containsString("decisions:gateway")))
                .extract();
        var taken = gateway.with(waits.path("clientSecret"));
        gateway.token();
        taken.asks().statusCode(401);
        Approver.approves(Approver.token("Grace"), waits.path("waits.proposal"), waits.path("waits.digest"))
                .statusCode(200);
        taken.asks().statusCode(401);
        Approver.approves(Approver.token("Emil"), waits.path("waits.proposal"), waits.path("waits.digest"))
                .statusCode(200);
        taken.token();
        gateway.token();

        var modest = client("trail:read");
        Api.as(client.token())
                .body(Map.of())
                .post("/clients/" + modest.id() + "/secret")
                .then()
                .statusCode(200)
                .body("clientSecret", notNullValue());
    }

    @Test
    void who_may_stop_and_invite_people_reaches_everybody() {
        var client = client("clients:write", "identities:write");
        Api.as(client.token())
                .body(Map.of("name", "helpdesk", "scopes", List.of("identities:write")))
                .post("/clients")
                .then()
                .statusCode(202)
                .body("waits.touches", hasItem(containsString("identities:write")));
    }

    @Test
    void nobody_becomes_a_second_person_by_inviting_one() {
        var helpdesk = client("identities:write");
        var grace = Workforce.joins("Grace");
        var early = invite(helpdesk.token(), grace, Map.of()).statusCode(200).extract();
        var browser = new TestBrowser();
        assertThat(browser.get(path(early.path("link"))).status()).isEqualTo(200);

        Approver.token(grace);
        assertThat(browser.get(path(early.path("link"))).status())
                .as("it was made by one alone, before she was an approver")
                .isEqualTo(404);
        var waits = invite(helpdesk.token(), grace, Map.of())
                .statusCode(202)
                .body("waits.touches", hasItem(containsString("mandate-approver")))
                .body("endsAt", nullValue())
                .extract();
        var link = path(waits.path("link"));
        assertThat(browser.get(link).status()).isEqualTo(404);
        for (var name : List.of("Emil", "Nina"))
            Approver.approves(Approver.token(name), waits.path("waits.proposal"), waits.path("waits.digest"))
                    .statusCode(200);
        assertThat(browser.get(link).status()).isEqualTo(200);
    }

    @Test
    void whoever_is_to_become_an_approver_is_invited_so_that_the_link_lasts() {
        var ada = Workforce.joins("Ada");
        var made = invite(Api.admin(), ada, Map.of("alsoWithRoles", true))
                .statusCode(200)
                .header("Mandate-Alone-Until", notNullValue())
                .extract();
        Approver.token(ada);
        assertThat(new TestBrowser().get(path(made.path("link"))).status()).isEqualTo(200);
        invite(client("identities:write").token(), Workforce.joins("Emil"), Map.of("alsoWithRoles", true))
                .statusCode(202);
    }

    private static ValidatableResponse invite(String token, Workforce person, Map<String, ?> body) {
        return Api.as(token)
                .body(body)
                .post("/identities/" + person.id() + "/invitation")
                .then();
    }

    private static String path(String link) {
        return link.substring(TestBrowser.SITE.length());
    }

    @Test
    void what_widens_a_client_ends_once_somebody_else_could_act_as_it() {
        var client = client("clients:write", "rules:write");
        var made = Api.as(client.token())
                .body(Map.of("name", "widened", "scopes", List.of("rules:write")))
                .post("/clients")
                .then()
                .statusCode(202)
                .extract();
        String widened = made.path("clientId");
        Api.as(client.token())
                .body(Map.of("reason", "I should like to know it"))
                .post("/clients/" + widened + "/secret")
                .then()
                .statusCode(200);
        Approver.approves(Approver.token("Grace"), made.path("waits.proposal"), made.path("waits.digest"))
                .statusCode(409)
                .body("type", endsWith(":outdated"));
        Api.as(Api.admin()).get("/clients/" + widened).then().body("scopes", equalTo(List.of()));
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
        Approver.approves(Approver.token("Grace"), made.path("waits.proposal"), made.path("waits.digest"))
                .statusCode(200);
        Approver.approves(Approver.token("Emil"), made.path("waits.proposal"), made.path("waits.digest"))
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
        Api.signIn(ada, Approver.SCOPES).statusCode(400).body("error", equalTo("invalid_scope"));
        var until = Instant.now().plusSeconds(100);
        ada.holds(MandateRole.APPROVER, until);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> Api.signIn(ada, Approver.SCOPES)
                        .statusCode(200)
                        .body("scope", equalTo("proposals:approve proposals:read")));
        Api.signIn(ada, "issuers:write").statusCode(400);
        Api.signIn(ada).statusCode(200).body("scope", not(containsString("proposals")));
        var ends = Api.claims(Api.accessToken(Api.signIn(ada, Approver.SCOPES)))
                .getExpirationTime()
                .toInstant();
        assertThat(ends).isBeforeOrEqualTo(until);

        var gone = Workforce.joins("Gone");
        gone.holds(MandateRole.ADMINISTRATOR, Instant.now().minusSeconds(1));
        Api.signIn(gone, "issuers:write").statusCode(400);
    }

    private static MachineClient client(String... scopes) {
        return MachineClient.registered("operations", scopes);
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

    private void began(String ago) throws Exception {
        sql("update first_start set at = clock_timestamp() - interval '" + ago + "'");
    }

    private void sql(String statement) throws Exception {
        try (var connection = database.getConnection();
                var update = connection.createStatement()) {
            update.executeUpdate(statement);
        }
    }
}
