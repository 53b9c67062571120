package dev.mandate.identity.registration;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.ClientEvent;
import dev.mandate.events.identity.ClientState;
import dev.mandate.events.lifecycle.MandateRole;
import dev.mandate.identity.Api;
import dev.mandate.identity.Publishers;
import dev.mandate.identity.SignedIn;
import dev.mandate.identity.TestBrowser;
import dev.mandate.identity.Topics;
import dev.mandate.identity.Workforce;
import dev.mandate.messaging.security.Ed25519;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Applications register themselves (RFC 7591): people of the organisation, or a known publisher, look through them first. */
@QuarkusTest
class RegistrationIT {
    private static final String KNOWN = "https://known.example/back";
    private static final String UNKNOWN = "https://unknown.example/back";
    private static final String VERIFIER = "a-verifier-of-more-than-forty-three-characters-0123456789";

    @Inject
    Pool database;

    @Inject
    RegistrationSweep sweep;

    @Test
    void an_application_of_a_known_host_is_asked_about_each_time_and_gets_what_its_person_agrees_to() throws Exception {
        String id = register(Map.of("redirect_uris", List.of(KNOWN), "client_name", "Payroll"))
                .statusCode(201)
                .header("Cache-Control", "no-store")
                .body("client_secret", nullValue())
                .body("token_endpoint_auth_method", equalTo("none"))
                .body("id_token_signed_response_alg", equalTo("RS256"))
                .body("client_id_issued_at", notNullValue())
                .extract()
                .path("client_id");
        given().get("/.well-known/oauth-authorization-server")
                .then()
                .body("registration_endpoint", equalTo(Api.US + "/oauth2/register"));
        var ada = SignedIn.withPassword("Ada").browser();
        var page = ada.get(ada.get(request(id, KNOWN)).location());
        assertThat(page.body())
                .contains("Let known.example in?")
                .contains("where you go back to")
                .contains("known.example (Payroll)");
        assertThat(isClient(id)).isFalse();

        var code = agree(ada, page);
        var idToken = redeem(id, code, KNOWN).statusCode(200).extract().<String>path("id_token");
        assertThat(SignedJWT.parse(idToken).getHeader().getAlgorithm().getName())
                .isEqualTo("RS256");
        assertThat(isClient(id)).isTrue();
        assertThat(ada.get(request(id, KNOWN)).location()).startsWith("/oauth2/consent?request=");

        // What nobody uses ends, also for those who keep its state.
        database.preparedQuery("DELETE FROM authorizations WHERE client_id = $1")
                .executeAndAwait(Tuple.of(id));
        over(id);
        assertThat(ada.get(request(id, KNOWN)).body()).contains("one that registered itself");
        assertThat(isClient(id)).isFalse();
        Topics.awaitOn(ClientState.FAMILY, state -> state.client().equals(id) && state.deleted());
    }

    @Test
    void one_that_nobody_knows_waits_for_two_people_and_leaves_nothing_behind_unless_they_agree() throws Exception {
        Api.issuerIsRegistered();
        String id = register(Map.of("redirect_uris", List.of(UNKNOWN)))
                .statusCode(201)
                .extract()
                .path("client_id");
        var ada = SignedIn.withPassword("Ada").browser();
        assertThat(ada.get(request(id, UNKNOWN)).body()).contains("waits for people");

        var grace = approver("Grace");
        Map<String, String> proposal = Api.as(grace)
                .get("/proposals?limit=200")
                .then()
                .statusCode(200)
                .extract()
                .path("items.find { it.subject == '" + id + "' }");
        assertThat(proposal.get("summary")).contains("unknown.example");
        for (var approver : List.of(grace, approver("Emil")))
            Api.as(approver)
                    .body(Map.of("digest", proposal.get("digest")))
                    .post("/proposals/" + proposal.get("proposal") + "/approve")
                    .then()
                    .statusCode(200);
        assertThat(ada.get(request(id, UNKNOWN)).location()).startsWith("/oauth2/consent?request=");
        var fact = (ClientEvent.Registered) Topics.awaitOn(
                AdministrationEvent.FAMILY,
                it -> it instanceof ClientEvent.Registered made && made.client().equals(id));
        assertThat(fact.redirectUris()).containsExactly(UNKNOWN);

        String other =
                register(Map.of("redirect_uris", List.of(UNKNOWN))).extract().path("client_id");
        over(other);
        assertThat(database.preparedQuery("SELECT id FROM registrations WHERE id = $1")
                        .executeAndAwait(Tuple.of(other))
                        .size())
                .isZero();
    }

    @Test
    void a_known_publisher_says_where_people_come_back_to_and_nobody_who_shows_its_statement() throws Exception {
        var stated = new JWTClaimsSet.Builder()
                .issuer(Publishers.ISSUER)
                .claim("redirect_uris", List.of("https://stated.example/back"))
                .claim("client_name", "Stated")
                .build();
        var statement = Publishers.states(stated);
        register(Map.of("redirect_uris", List.of(UNKNOWN), "client_name", "Mine", "software_statement", statement))
                .statusCode(201)
                .body("redirect_uris", equalTo(List.of("https://stated.example/back")))
                .body("client_name", equalTo("stated.example (Stated)"))
                .body("software_statement", equalTo(statement));
        refused("invalid_software_statement", Publishers.states(stated, Ed25519.generate("another")));
        refused("invalid_software_statement", "x.y.z");
        refused(
                "invalid_software_statement",
                Publishers.states(
                        new JWTClaimsSet.Builder().issuer(Publishers.ISSUER).build()));
        refused(
                "invalid_software_statement",
                Publishers.states(new JWTClaimsSet.Builder(stated)
                        .expirationTime(Date.from(Instant.now().minusSeconds(5)))
                        .build()));
        refused(
                "unapproved_software_statement",
                Publishers.states(new JWTClaimsSet.Builder(stated)
                        .issuer("https://other.example")
                        .build()));
    }

    @Test
    void what_is_wrong_is_told_by_its_code_and_too_much_is_refused() {
        register(Map.of("redirect_uris", List.of("http://evil.example/")))
                .statusCode(400)
                .body("error", equalTo("invalid_redirect_uri"));
        register(Map.of("redirect_uris", List.of(KNOWN), "token_endpoint_auth_method", "private_key_jwt"))
                .statusCode(400)
                .body("error", equalTo("invalid_client_metadata"));
        register(Map.of("redirect_uris", List.of(KNOWN), "client_name", "x".repeat(17_000)))
                .statusCode(400)
                .body("error", equalTo("invalid_client_metadata"));
        given().contentType("application/json")
                .body("[]")
                .post("/oauth2/register")
                .then()
                .statusCode(400);
        given().contentType("application/json")
                .body("{")
                .post("/oauth2/register")
                .then()
                .statusCode(400);

        var last = new AtomicReference<ValidatableResponse>();
        for (var i = 0; i < 60; i++) {
            last.set(register(Map.of("redirect_uris", List.of(KNOWN))));
            if (last.get().extract().statusCode() != 201) break;
        }
        last.get().statusCode(429).header("Retry-After", notNullValue());
        // Whoever came after the others has room again.
        database.query("UPDATE registrations SET network = 'elsewhere'").executeAndAwait();
        register(Map.of("redirect_uris", List.of(KNOWN))).statusCode(201);
    }

    private void over(String id) {
        database.preparedQuery("UPDATE registrations SET ends_at = now() - interval '1 second' WHERE id = $1")
                .executeAndAwait(Tuple.of(id));
        try {
            VertxContextSupport.subscribeAndAwait(sweep::run);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private static void refused(String error, String statement) {
        register(Map.of("redirect_uris", List.of(KNOWN), "software_statement", statement))
                .statusCode(400)
                .body("error", equalTo(error));
    }

    private static ValidatableResponse register(Map<String, Object> metadata) {
        return given().contentType("application/json")
                .body(new HashMap<>(metadata))
                .post("/oauth2/register")
                .then();
    }

    private static String approver(String name) {
        var person = Workforce.joins(name);
        person.holds(MandateRole.APPROVER, Instant.now().plusSeconds(3_600));
        return await().atMost(Topics.SOON)
                .until(
                        () -> Api.token(Api.form(Api.BEARER)
                                        .formParam("scope", "proposals:read proposals:approve")
                                        .formParam(
                                                "assertion",
                                                Api.sign(
                                                        Api.ISSUER_KEY,
                                                        Api.assertion(Api.ISSUER, person.employeeId())
                                                                .build())))
                                .extract(),
                        answer -> answer.statusCode() == 200)
                .path("access_token");
    }

    private boolean isClient(String id) {
        return database.preparedQuery("SELECT id FROM clients WHERE id = $1")
                        .executeAndAwait(Tuple.of(id))
                        .size()
                == 1;
    }

    private static String agree(TestBrowser browser, TestBrowser.Page page) {
        var back = browser.post("/oauth2/consent", "form", page.form(), "request", page.request(), "answer", "agree");
        for (var pair : URI.create(back.location()).getRawQuery().split("&"))
            if (pair.startsWith("code=")) return URLDecoder.decode(pair.substring(5), StandardCharsets.UTF_8);
        throw new AssertionError(back.location());
    }

    private static ValidatableResponse redeem(String id, String code, String back) {
        return Api.token(Api.form("authorization_code")
                .formParam("client_id", id)
                .formParam("code", code)
                .formParam("redirect_uri", back)
                .formParam("code_verifier", VERIFIER));
    }

    private static String request(String id, String back) throws Exception {
        var challenge = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII)));
        return "/oauth2/authorize?response_type=code&scope=openid&client_id=" + id + "&redirect_uri="
                + URLEncoder.encode(back, StandardCharsets.UTF_8) + "&code_challenge=" + challenge
                + "&code_challenge_method=S256";
    }
}
