package dev.mandate.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.oneOf;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.mandate.events.identity.HeldBack;
import dev.mandate.events.identity.SignalEvent;
import dev.mandate.events.identity.SignalEvent.SignInsHeldBack;
import dev.mandate.messaging.security.Ed25519;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
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
        Topics.awaitOn(
                SignalEvent.FAMILY,
                it -> it instanceof SignInsHeldBack held
                        && held.reason() == HeldBack.ASSERTION
                        && Api.ISSUER.equals(held.issuer()));
    }

    @Test
    void a_token_is_for_the_service_that_was_named_or_for_nobody() {
        var two = Map.of("name", "two services", "scopes", List.of("agents:read", "trail:read"));
        var client = Api.as(Api.admin()).body(two).post("/clients").then().statusCode(200);
        String id = client.extract().path("clientId");
        String secret = client.extract().path("clientSecret");
        Supplier<RequestSpecification> itself =
                () -> Api.form("client_credentials").auth().preemptive().basic(id, secret);

        var forAudit = Api.claims(Api.accessToken(
                Api.token(itself.get().formParam("audience", "mandate-audit")).statusCode(200)));
        assertThat(forAudit.getAudience()).containsExactly("mandate-audit");
        assertThat(forAudit.getClaim("scope")).isEqualTo("trail:read");
        Api.token(itself.get().formParam("audience", "mandate-nobody"))
                .statusCode(400)
                .body("error", equalTo("invalid_scope"));
        var person = Api.form("urn:ietf:params:oauth:grant-type:jwt-bearer")
                .formParam("audience", "mandate-nobody")
                .formParam(
                        "assertion",
                        Api.sign(
                                Api.ISSUER_KEY,
                                Api.assertion(Api.ISSUER, Workforce.joins("Ada").employeeId())
                                        .build()));
        Api.token(person).statusCode(400).body("error", equalTo("invalid_scope"));
        Api.token(Api.form("refresh_token").formParam("refresh_token", "any").formParam("audience", "mandate-audit"))
                .statusCode(400)
                .body("error", equalTo("invalid_request"));
        Api.token(itself.get().formParam("requested_token_type", "urn:ietf:params:oauth:token-type:id_token"))
                .statusCode(400)
                .body("error", equalTo("invalid_request"));
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
    void a_joiner_with_somebodys_address_neither_locks_him_out_nor_signs_in_as_him() {
        var issuer = "https://mail.idp.example";
        Api.as(Api.admin())
                .body(Map.of("issuer", issuer, "jwks", Api.jwks(Api.ISSUER_KEY), "subjectClaim", "email"))
                .post("/issuers")
                .then()
                .statusCode(200);
        var ada = Workforce.joins("Ada");
        var leo = Workforce.joins("Leo", ada.email().toUpperCase(Locale.ROOT), null);
        assertThat(signedInBy(issuer, ada.email())).isEqualTo(ada.id().value());
        assertThat(signedInBy(issuer, leo.email())).isEqualTo(ada.id().value());
        ada.leaves();
        assertThat(signedInBy(issuer, ada.email())).isEqualTo(leo.id().value());
        ada.isRehired(3);
        assertThat(signedInBy(issuer, ada.email())).isEqualTo(leo.id().value());
    }

    private static String signedInBy(String issuer, String email) {
        var assertion = Api.assertion(issuer, "anybody").claim("email", email).build();
        return Api.claims(Api.accessToken(bearer(Api.sign(Api.ISSUER_KEY, assertion))))
                .getSubject();
    }

    @Test
    void a_person_shows_how_he_signed_in_as_his_issuer_said_and_was_agreed_on_and_his_agent_does_not() {
        var ada = Workforce.joins("Ada");
        var at = Instant.now().minusSeconds(60).getEpochSecond();
        var silent = Api.claims(Api.accessToken(Api.signIn(ada)));
        assertThat(silent.getClaims()).doesNotContainKeys("acr", "amr", "auth_time");

        var client = client();
        var mfa = Api.accessToken(bearer(client, signedIn(ada, "https://idp.example/mfa", at)));
        assertThat(Api.claims(mfa).getClaim("acr")).isEqualTo("urn:mandate:acr:mfa");
        assertThat(Api.claims(mfa).getClaim("amr")).isEqualTo(List.of("otp", "pwd"));
        assertThat(Api.claims(mfa).getClaim("auth_time")).isEqualTo(at);
        var narrow = Api.claims(Api.accessToken(Api.token(form(client, Api.EXCHANGE)
                .formParam("subject_token", mfa)
                .formParam("subject_token_type", "urn:ietf:params:oauth:token-type:access_token")
                .formParam("scope", "delegations:write"))));
        assertThat(narrow.getClaim("scope")).isEqualTo("delegations:write");
        assertThat(narrow.getClaims())
                .containsEntry("acr", "urn:mandate:acr:mfa")
                .containsEntry("amr", List.of("otp", "pwd"))
                .containsEntry("auth_time", at);

        var claimed = Api.claims(Api.accessToken(bearer(signedIn(ada, "urn:mandate:acr:mfa", at))));
        assertThat(claimed.getClaims()).doesNotContainKey("acr").containsEntry("auth_time", at);
        var own = Api.claims(Api.accessToken(bearer(signedIn(ada, "https://idp.example/password", at))));
        assertThat(own.getClaim("acr")).isEqualTo("https://idp.example/password");

        var agent = Api.agentOf(ada, "desk");
        String delegation = Api.as(mfa)
                .body(Api.delegation(agent, "invoices.pay"))
                .post("/delegations")
                .then()
                .statusCode(200)
                .extract()
                .path("delegation");
        var bound = Api.claims(Api.accessToken(agent.takesUp(delegation)));
        assertThat(bound.getSubject()).isEqualTo(ada.id().value());
        assertThat(bound.getClaims()).doesNotContainKeys("acr", "amr", "auth_time");
    }

    @Test
    void a_sign_in_of_the_future_or_of_no_time_at_all_is_refused_and_clocks_that_differ_a_little_are_not() {
        var ada = Workforce.joins("Ada");
        var now = Instant.now().getEpochSecond();
        bearer(signedIn(ada, "mfa", now + 3600))
                .statusCode(400)
                .body("error", equalTo("invalid_grant"))
                .body("error_description", equalTo("auth_time is in the future"));
        bearer(signedIn(ada, "mfa", "yesterday"))
                .statusCode(400)
                .body("error_description", equalTo("auth_time is a number of seconds since 1970"));
        var ahead = Api.claims(Api.accessToken(bearer(signedIn(ada, "mfa", now + 25))));
        assertThat((Long) ahead.getClaim("auth_time"))
                .isLessThanOrEqualTo(ahead.getIssueTime().toInstant().getEpochSecond());
    }

    @Test
    void an_agent_with_a_key_signs_for_itself_once_per_jti_and_only_for_us() {
        var ada = Workforce.joins("Ada");
        var key = Api.key("agent-key");
        String id = Api.as(Api.accessToken(Api.signIn(ada)))
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
    void an_assertion_is_for_us_by_our_name_or_by_the_token_endpoints_address_and_by_no_other() {
        var ada = Workforce.joins("Ada");
        var key = Api.key("signer");
        String id = Api.as(Api.admin())
                .body(Map.of("name", "signer", "scopes", List.of("agents:read"), "jwks", Api.jwks(key)))
                .post("/clients")
                .then()
                .statusCode(200)
                .extract()
                .path("clientId");
        for (var ours : List.of(Api.US, Api.US + "/oauth2/token")) {
            privateKeyJwt(Api.sign(key, Api.assertion(id, id).audience(ours).build()))
                    .statusCode(200);
            bearer(Api.sign(
                            Api.ISSUER_KEY,
                            Api.assertion(Api.ISSUER, ada.employeeId())
                                    .audience(ours)
                                    .build()))
                    .statusCode(200);
        }
        for (var close : List.of(Api.US + "/", Api.US + "/oauth2/token/", Api.US + "/oauth2/introspect", "mandate"))
            privateKeyJwt(Api.sign(key, Api.assertion(id, id).audience(close).build()))
                    .statusCode(401)
                    .body("error", equalTo("invalid_client"));
    }

    @Test
    void an_administrator_finds_who_an_address_means() {
        var ada = Workforce.joins("Ada");
        Api.as(Api.admin())
                .queryParam("email", ada.email().toUpperCase(Locale.ROOT))
                .get("/identities")
                .then()
                .statusCode(200)
                .body("items.identity", equalTo(List.of(ada.id().value())));
        Api.as(Api.admin())
                .get("/identities?email=nobody@corp.example")
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(0));
    }

    @Test
    void what_is_no_jwt_at_all_is_refused_wherever_one_is_shown() {
        privateKeyJwt(Api.NULL_JWT).statusCode(oneOf(400, 401));
        bearer(Api.NULL_JWT).statusCode(oneOf(400, 401));
        Api.as(Api.NULL_JWT).get("/identities?employeeId=nobody").then().statusCode(401);
        Api.as(Api.admin())
                .body(Map.of("name", "none", "jwks", Map.of("keys", Collections.singletonList(null))))
                .post("/clients")
                .then()
                .statusCode(400);
    }

    @Test
    void a_client_signs_by_its_kind_of_key_and_by_no_other_algorithm() throws Exception {
        var rsa = new RSAKeyGenerator(2048).keyID("rsa").generate();
        var edwards = Ed25519.generate("edwards");
        var jwks = new JWKSet(List.of(rsa, edwards)).toPublicJWKSet().toJSONObject();
        String id = Api.as(Api.admin())
                .body(Map.of("name", "signer", "scopes", List.of("agents:read"), "jwks", jwks))
                .post("/clients")
                .then()
                .statusCode(200)
                .extract()
                .path("clientId");
        privateKeyJwt(signed("RS256", "rsa", id, new RSASSASigner(rsa))).statusCode(200);
        privateKeyJwt(signed("PS256", "rsa", id, new RSASSASigner(rsa))).statusCode(200);
        privateKeyJwt(signed("RS512", "rsa", id, new RSASSASigner(rsa))).statusCode(200);

        var once = signed("EdDSA", "edwards", id, Ed25519.signer(edwards));
        privateKeyJwt(once).statusCode(200);
        privateKeyJwt(once).statusCode(401).body("error", equalTo("invalid_client"));
        privateKeyJwt(signed("EdDSA", "edwards", id, Ed25519.signer(Ed25519.generate("edwards"))))
                .statusCode(401);
        privateKeyJwt(signed("EdDSA", "edwards", "admin", Ed25519.signer(edwards)))
                .statusCode(401);
        Api.token(Api.form("client_credentials")
                        .formParam("client_id", "admin")
                        .formParam("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
                        .formParam("client_assertion", signed("EdDSA", "edwards", id, Ed25519.signer(edwards))))
                .statusCode(400);

        privateKeyJwt(signed("RS256", "edwards", id, new RSASSASigner(rsa))).statusCode(401);
        privateKeyJwt(signed("EdDSA", "rsa", id, Ed25519.signer(edwards))).statusCode(401);
        privateKeyJwt(signed(
                        "HS256", "rsa", id, new MACSigner(rsa.toRSAPublicKey().getEncoded())))
                .statusCode(401);
        var unsigned = new PlainJWT(Api.assertion(id, id).build()).serialize();
        privateKeyJwt(unsigned).statusCode(oneOf(400, 401));

        var weak = new RSAKeyGenerator(1024, true).generate();
        Api.as(Api.admin())
                .body(Map.of(
                        "name",
                        "signer",
                        "scopes",
                        List.of("agents:read"),
                        "jwks",
                        new JWKSet(weak).toPublicJWKSet().toJSONObject()))
                .post("/clients")
                .then()
                .statusCode(400)
                .body("field", equalTo("/jwks"));
    }

    @Test
    void an_issuer_signs_by_ed25519_too() throws Exception {
        var edwards = Ed25519.generate("edwards");
        var issuer = "https://" + UUID.randomUUID() + ".example";
        Api.as(Api.admin())
                .body(Map.of(
                        "issuer",
                        issuer,
                        "jwks",
                        new JWKSet(edwards).toPublicJWKSet().toJSONObject(),
                        "subjectClaim",
                        "employeeId"))
                .post("/issuers")
                .then()
                .statusCode(200);
        var assertion = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.EdDSA).keyID("edwards").build(),
                Api.assertion(issuer, Workforce.joins("Ada").employeeId()).build());
        assertion.sign(Ed25519.signer(edwards));
        bearer(assertion.serialize()).statusCode(200);
    }

    private static String signed(String algorithm, String key, String client, JWSSigner by) throws Exception {
        var jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.parse(algorithm)).keyID(key).build(),
                Api.assertion(client, client).build());
        jwt.sign(by);
        return jwt.serialize();
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
        Api.token(Api.form("password")
                        .auth()
                        .preemptive()
                        .basic("admin", TestSecrets.ADMIN)
                        .formParam("username", "ada")
                        .formParam("password", "x"))
                .statusCode(400);
        Api.token(Api.form("client_credentials")).statusCode(oneOf(400, 401));
        Api.token(Api.form("client_credentials")
                        .auth()
                        .preemptive()
                        .basic("admin", TestSecrets.ADMIN)
                        .formParam("scope", "everything"))
                .statusCode(400)
                .body("error", equalTo("invalid_scope"));
    }

    private static String signedIn(Workforce person, String acr, Object authTime) {
        return Api.sign(
                Api.ISSUER_KEY,
                Api.assertion(Api.ISSUER, person.employeeId())
                        .claim("acr", acr)
                        .claim("amr", List.of("pwd", "otp"))
                        .claim("auth_time", authTime)
                        .build());
    }

    private static MachineClient client() {
        return MachineClient.registered("portal", "decisions:evaluate");
    }

    private static RequestSpecification form(MachineClient client, String grant) {
        return Api.form(grant).auth().preemptive().basic(client.id(), client.secret());
    }

    private static ValidatableResponse bearer(MachineClient client, String assertion) {
        return Api.token(form(client, Api.BEARER).formParam("assertion", assertion));
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
