package dev.mandate.identity;

import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SignInIT {
    @BeforeEach
    void issuer() {
        Api.issuerIsRegistered();
    }

    @Test
    void an_assertion_for_another_audience_or_that_has_expired_or_is_endless_is_refused() {
        var ada = Workforce.joins("Ada");
        var good = Api.assertion(Api.ISSUER, ada.employeeId());
        bearer(Api.sign(
                        Api.ISSUER_KEY,
                        good.audience("https://elsewhere.example").build()))
                .statusCode(400)
                .body("error", equalTo("invalid_grant"));
        var expired = Api.assertion(Api.ISSUER, ada.employeeId())
                .expirationTime(Date.from(Instant.now().minusSeconds(120)));
        bearer(Api.sign(Api.ISSUER_KEY, expired.build())).statusCode(400).body("error", equalTo("invalid_grant"));
        var endless = Api.assertion(Api.ISSUER, ada.employeeId()).expirationTime(null);
        bearer(Api.sign(Api.ISSUER_KEY, endless.build())).statusCode(400);
    }

    @Test
    void an_unknown_issuer_or_a_key_of_someone_else_is_refused() {
        var ada = Workforce.joins("Ada");
        bearer(Api.sign(
                        Api.ISSUER_KEY,
                        Api.assertion("https://evil.example", ada.employeeId()).build()))
                .statusCode(400)
                .body("error", equalTo("invalid_grant"));
        bearer(Api.sign(
                        Api.key("idp"),
                        Api.assertion(Api.ISSUER, ada.employeeId()).build()))
                .statusCode(400)
                .body("error", equalTo("invalid_grant"));
        bearer(Api.sign(Api.ISSUER_KEY, Api.assertion(null, ada.employeeId()).build()))
                .statusCode(400)
                .body("error", equalTo("invalid_grant"));
        bearer("not.a.jwt").statusCode(400);
    }

    @Test
    void an_assertion_counts_once() {
        var ada = Workforce.joins("Ada");
        var assertion = Api.sign(
                Api.ISSUER_KEY, Api.assertion(Api.ISSUER, ada.employeeId()).build());
        bearer(assertion).statusCode(200);
        bearer(assertion).statusCode(400).body("error_description", equalTo("the assertion was used before"));
        var nameless = Api.sign(
                Api.ISSUER_KEY,
                Api.assertion(Api.ISSUER, ada.employeeId()).jwtID(null).build());
        bearer(nameless).statusCode(200);
        bearer(nameless).statusCode(400).body("error_description", equalTo("the assertion was used before"));
    }

    @Test
    void text_that_no_database_keeps_is_as_unknown_as_any_other() {
        var ada = Workforce.joins("Ada");
        Api.token(Api.form("client_credentials").auth().preemptive().basic("admin%00", "x"))
                .statusCode(401);
        bearer(Api.sign(
                        Api.ISSUER_KEY,
                        Api.assertion("https://evil.example/\0", ada.employeeId())
                                .build()))
                .statusCode(400)
                .body("error", equalTo("invalid_grant"));
        bearer(Api.sign(Api.ISSUER_KEY, Api.assertion(Api.ISSUER, "E\0").build()))
                .statusCode(400)
                .body("error", equalTo("invalid_grant"));
        bearer(Api.sign(
                        Api.ISSUER_KEY,
                        Api.assertion(Api.ISSUER, ada.employeeId()).jwtID("\0").build()))
                .statusCode(400)
                .body("error", equalTo("invalid_grant"));
    }

    @Test
    void an_agent_with_a_key_signs_for_itself_once_per_jti_and_only_for_us() {
        var ada = Workforce.joins("Ada");
        var key = Api.key("agent-key");
        String id = Api.as(Api.admin())
                .body(Map.of(
                        "name",
                        "keyed",
                        "owner",
                        ada.id().value(),
                        "platform",
                        "desk",
                        "purpose",
                        "x",
                        "jwks",
                        Api.jwks(key)))
                .post("/agents")
                .then()
                .statusCode(200)
                .body("clientSecret", equalTo(null))
                .extract()
                .path("id");
        var assertion = Api.sign(key, Api.assertion(id, id).build());
        privateKeyJwt(assertion).statusCode(200);
        privateKeyJwt(assertion).statusCode(401).body("error", equalTo("invalid_client"));
        privateKeyJwt(Api.sign(
                        key,
                        Api.assertion(id, id).audience("https://else.example").build()))
                .statusCode(401);
        privateKeyJwt(Api.sign(Api.key("agent-key"), Api.assertion(id, id).build()))
                .statusCode(401);
        privateKeyJwt(Api.sign(key, Api.assertion(id, id).jwtID(null).build())).statusCode(401);
    }

    @Test
    void a_wrong_secret_an_unknown_client_and_a_strange_grant_are_refused() {
        Api.token(Api.form("client_credentials").auth().preemptive().basic("admin", "wrong"))
                .statusCode(401)
                .header("WWW-Authenticate", equalTo("Basic realm=\"mandate\""))
                .body("error", equalTo("invalid_client"));
        Api.token(Api.form("client_credentials")
                        .auth()
                        .preemptive()
                        .basic(UUID.randomUUID().toString(), "x"))
                .statusCode(401);
        Api.token(Api.form("client_credentials")
                        .formParam("client_id", "admin")
                        .formParam("client_secret", TestSecrets.ADMIN))
                .statusCode(401);
        Api.token(Api.form("password")
                        .auth()
                        .preemptive()
                        .basic("admin", TestSecrets.ADMIN)
                        .formParam("username", "ada")
                        .formParam("password", "x"))
                .statusCode(400);
        Api.token(Api.form("client_credentials")).statusCode(org.hamcrest.Matchers.isOneOf(400, 401));
        Api.token(Api.form("client_credentials")
                        .auth()
                        .preemptive()
                        .basic("admin", TestSecrets.ADMIN)
                        .formParam("scope", "everything"))
                .statusCode(400)
                .body("error", equalTo("invalid_scope"));
    }

    private static ValidatableResponse bearer(String assertion) {
        return Api.token(Api.form(Api.BEARER).formParam("assertion", assertion));
    }

    private static ValidatableResponse privateKeyJwt(String assertion) {
        return Api.token(Api.form("client_credentials")
                .formParam("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
                .formParam("client_assertion", assertion));
    }
}
