package dev.mandate.identity.workloads.bound;

import static dev.mandate.identity.workloads.Workload.tokenOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.WorkloadIssuerEvent;
import dev.mandate.identity.Api;
import dev.mandate.identity.MachineClient;
import dev.mandate.identity.Topics;
import dev.mandate.identity.Workforce;
import dev.mandate.identity.workloads.Workload;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A workload proves who it is by a token of the platform that it runs on, and a stranger's token proves nothing. */
@QuarkusTest
class PlatformTokensIT {
    private static final String JWT = "urn:ietf:params:oauth:token-type:jwt";
    private static final Map<String, String> BOUND =
            Map.of("sub", Platform.MAIN, "repository", "acme/pay", "environment", "production");

    private final Platform platform = new Platform();
    private Workload job;
    private String hers;

    @BeforeEach
    void a_job_is_hers() {
        Api.issuerIsRegistered();
        hers = tokenOf(Workforce.joins("Ada"));
        job = Workload.inUse(hers);
    }

    @AfterEach
    void the_platform_is_gone() {
        platform.close();
    }

    @Test
    void a_ci_jobs_token_is_taken_as_assertion_as_subject_of_an_exchange_and_in_place_of_a_clients_assertion() {
        fetched();
        var claims = Api.claims(Api.accessToken(bearer(platform.token(it -> {}))));
        assertThat(claims.getSubject()).isEqualTo(job.id());
        assertThat(claims.getClaim("client_id")).isEqualTo(job.id());
        exchange(platform.token(it -> {})).statusCode(200);
        asClient(platform.token(it -> {})).statusCode(200);
        assertThat(platform.asked()).as("its keys are kept").isEqualTo(1);
    }

    @Test
    void a_token_counts_once_unless_its_issuers_lie_in_files() {
        fetched();
        var token = platform.token(it -> {});
        bearer(token).statusCode(200);
        bearer(token).statusCode(400).body("error", equalTo("invalid_grant"));
        asClient(token).statusCode(401).body("error", equalTo("invalid_client"));
        var nameless = platform.token(it -> it.jwtID(null));
        bearer(nameless).statusCode(200);
        bearer(nameless).statusCode(400);
        platform.trusted(Map.of("jwksUri", platform.keysAt(), "reusable", true));
        bearer(token).statusCode(200);
        bearer(token).statusCode(200);
    }

    @Test
    void what_the_platform_says_puts_a_job_on_a_surface() throws Exception {
        platform.trusted(Map.of(
                "jwksUri",
                platform.keysAt(),
                "surfaces",
                List.of(
                        Map.of("surface", "release", "claims", Map.of("environment", "production")),
                        Map.of("surface", "preview", "claims", Map.of("environment", "preview")))));
        bind(platform.issuer, BOUND).statusCode(200);
        var token = Api.claims(Api.accessToken(bearer(platform.token(it -> {}))));
        assertThat(token.getJSONObjectClaim("surfaces")).isEqualTo(Map.of("release", platform.issuer));
        platform.trusted(Map.of("jwksUri", platform.keysAt()));
        assertThat(Api.claims(Api.accessToken(asClient(platform.token(it -> {}))))
                        .getClaim("surfaces"))
                .isNull();
    }

    @Test
    void what_a_stranger_shows_proves_nothing() {
        fetched();
        List<Consumer<JWTClaimsSet.Builder>> strange = List.of(
                it -> it.subject("repo:acme/pay:ref:refs/heads/other"),
                it -> it.claim("repository", "eve/pay"),
                it -> it.claim("environment", null),
                it -> it.issuer("https://token.eve.example"),
                it -> it.audience("https://elsewhere.example"),
                it -> it.audience(List.of(Api.US, "https://elsewhere.example")),
                it -> it.audience((String) null),
                it -> it.expirationTime(null),
                it -> it.expirationTime(Date.from(Instant.now().minusSeconds(60))),
                it -> it.expirationTime(Date.from(Instant.now().plusSeconds(8_000))),
                it -> it.notBeforeTime(Date.from(Instant.now().plusSeconds(120))),
                it -> it.claim("may_act", Map.of("sub", "wkl_another")),
                it -> it.claim("may_act", Map.of("iss", "https://elsewhere.example", "sub", job.id())),
                it -> it.claim("padding", "x".repeat(9_000)));
        for (var change : strange)
            bearer(platform.token(change)).statusCode(400).body("error", equalTo("invalid_grant"));
        bearer(platform.signedBy(Api.key("eve"), it -> {})).statusCode(400);
        bearer("nothing").statusCode(400);
        exchange("nothing").statusCode(400).body("error", equalTo("invalid_grant"));
        asClient("nothing").statusCode(400);
        Api.token(Api.form(Api.BEARER)
                        .formParam("client_id", job.id() + '\u0000')
                        .formParam("assertion", platform.token(it -> {})))
                .statusCode(400)
                .body("error", equalTo("invalid_grant"));
        // Another's workload isn't bound to it.
        var other = Workload.inUse(tokenOf(Workforce.joins("Eve")));
        Api.token(Api.form(Api.BEARER)
                        .formParam("client_id", other.id())
                        .formParam("assertion", platform.token(it -> {})))
                .statusCode(400)
                .body("error_description", containsString("no binding"));
        Api.token(Api.form(Api.BEARER).formParam("assertion", platform.token(it -> {})))
                .statusCode(400);
        bearer(platform.token(it -> it.claim("may_act", Map.of("sub", job.id()))))
                .statusCode(200);
    }

    @Test
    void other_keys_are_not_looked_for_again_at_once_and_those_that_were_replaced_prove_nothing() {
        fetched();
        bearer(platform.token(it -> {})).statusCode(200);
        var before = platform.token(it -> {});
        platform.rotates();
        // The keys were looked for just now, and nobody has us look again at once.
        bearer(platform.token(it -> {})).statusCode(400);
        assertThat(platform.asked()).isEqualTo(1);
        platform.trusted(Map.of("jwks", platform.jwks()));
        bearer(platform.token(it -> {})).statusCode(200);
        bearer(before).statusCode(400);
    }

    @Test
    void a_service_account_of_a_cluster_and_a_spiffe_id_are_bound_by_what_tells_them_from_others() {
        platform.trusted(Map.of("jwks", platform.jwks(), "reusable", true));
        var account = "system:serviceaccount:pay:batch";
        bind(platform.issuer, Map.of("sub", account, "/kubernetes.io/namespace", "pay"))
                .statusCode(200);
        bearer(platform.token(it -> it.subject(account).claim("kubernetes.io", Map.of("namespace", "pay"))))
                .statusCode(200);
        bearer(platform.token(it -> it.subject(account).claim("kubernetes.io", Map.of("namespace", "eve"))))
                .statusCode(400);

        var domain = "spiffe://td-" + UUID.randomUUID();
        Api.as(Api.admin())
                .body(Map.of("issuer", domain, "jwks", platform.jwks()))
                .post("/workload-issuers")
                .then()
                .statusCode(200);
        bind(domain, Map.of("sub", domain + "/batch")).statusCode(200);
        bearer(platform.token(it -> it.issuer(null).subject(domain + "/batch"))).statusCode(200);
        bearer(platform.token(it -> it.issuer(null).subject(domain + "/other"))).statusCode(400);
    }

    @Test
    void an_issuer_is_trusted_by_two_people_bound_after_and_stopped_by_one() {
        var client = MachineClient.registered("ci " + UUID.randomUUID(), "issuers:write", "issuers:read");
        bind(platform.issuer, BOUND).statusCode(400).body("field", equalTo("/issuer"));
        Api.as(client.token())
                .body(Map.of("issuer", platform.issuer, "jwks", platform.jwks()))
                .post("/workload-issuers")
                .then()
                .statusCode(202)
                .body("missing", equalTo(2), "summary", containsString("which workload asks"));
        bind(platform.issuer, BOUND).statusCode(400);
        fetched();
        Api.as(client.token())
                .body(Map.of("reason", "its key was stolen"))
                .post("/workload-issuers/{issuer}/stop", platform.issuer)
                .then()
                .statusCode(200)
                .body("status", equalTo("STOPPED"));
        bearer(platform.token(it -> {})).statusCode(400).body("error_description", containsString("stopped"));
        Api.as(client.token())
                .body(Map.of("reason", "trust me"))
                .post("/workload-issuers/{issuer}/resume", platform.issuer)
                .then()
                .statusCode(202);
        Topics.awaitOn(
                AdministrationEvent.FAMILY,
                it -> it instanceof WorkloadIssuerEvent.Stopped && it.subject().equals(platform.issuer));
    }

    @Test
    void a_binding_is_hers_to_make_and_to_end_and_no_pattern() {
        fetched();
        var eves = tokenOf(Workforce.joins("Eve"));
        Api.as(eves)
                .body(Map.of("issuer", platform.issuer, "claims", Map.of("sub", "repo:eve/pay")))
                .post("/workloads/" + job.id() + "/bindings")
                .then()
                .statusCode(403)
                .body("type", endsWith(":not-owner"));
        bind(platform.issuer, Map.of("sub", "repo:acme/*")).statusCode(400).body("field", equalTo("/claims"));
        bind(platform.issuer, Map.of("repository", "acme/pay")).statusCode(400);
        String again = bind(platform.issuer, BOUND).statusCode(200).extract().path("id");
        Api.as(hers)
                .get("/workloads/" + job.id() + "/bindings")
                .then()
                .statusCode(200)
                .body("items", hasSize(1), "items[0].id", equalTo(again));
        var token = Api.accessToken(bearer(platform.token(it -> {})));
        Api.as(hers)
                .post("/workloads/" + job.id() + "/bindings/" + again + "/end")
                .then()
                .statusCode(200);
        bearer(platform.token(it -> {})).statusCode(400);
        job.hasNoMore(token);
    }

    @Test
    void what_is_suspended_gets_nothing_by_it_either() {
        fetched();
        job.does("suspend", hers).statusCode(200);
        bearer(platform.token(it -> {}))
                .statusCode(400)
                .body("error", equalTo("invalid_grant"), "error_description", containsString("not active"));
        asClient(platform.token(it -> {})).statusCode(401);
    }

    @Test
    void what_is_retired_or_comes_to_another_owner_is_bound_to_nothing_any_more() {
        fetched();
        var token = Api.accessToken(bearer(platform.token(it -> {})));
        var eve = Workforce.joins("Eve");
        var eves = tokenOf(eve);
        String offer = Api.as(hers)
                .body(Map.of("to", eve.id().value()))
                .post("/workloads/" + job.id() + "/offers")
                .then()
                .statusCode(200)
                .extract()
                .path("offer");
        Api.as(eves).post("/offers/" + offer + "/accept").then().statusCode(200);
        bearer(platform.token(it -> {})).statusCode(400).body("error_description", containsString("no binding"));
        job.hasNoMore(token);
        boundTo(0);

        Api.as(eves)
                .body(Map.of("issuer", platform.issuer, "claims", BOUND))
                .post("/workloads/" + job.id() + "/bindings")
                .then()
                .statusCode(200);
        boundTo(1);
        job.does("retire", eves).statusCode(200);
        boundTo(0);
    }

    private void boundTo(int issuers) {
        Api.as(Api.admin())
                .get("/workloads/" + job.id() + "/bindings")
                .then()
                .statusCode(200)
                .body("items", hasSize(issuers));
    }

    /** Trusted, by where it publishes its keys, and her job is bound to it. */
    private void fetched() {
        platform.trusted(Map.of("jwksUri", platform.keysAt()));
        bind(platform.issuer, BOUND).statusCode(200);
    }

    private ValidatableResponse bind(String issuer, Map<String, String> claims) {
        return Api.as(hers)
                .body(Map.of("issuer", issuer, "claims", claims))
                .post("/workloads/" + job.id() + "/bindings")
                .then();
    }

    private ValidatableResponse bearer(String token) {
        return Api.token(Api.form(Api.BEARER).formParam("client_id", job.id()).formParam("assertion", token));
    }

    private ValidatableResponse exchange(String token) {
        return Api.token(Api.form(Api.EXCHANGE)
                .formParam("client_id", job.id())
                .formParam("subject_token", token)
                .formParam("subject_token_type", JWT));
    }

    private ValidatableResponse asClient(String token) {
        return Api.token(Api.form("client_credentials")
                .formParam("client_id", job.id())
                .formParam("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
                .formParam("client_assertion", token));
    }
}
