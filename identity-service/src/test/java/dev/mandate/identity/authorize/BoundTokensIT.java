package dev.mandate.identity.authorize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.oauth2.sdk.dpop.DefaultDPoPProofFactory;
import com.nimbusds.oauth2.sdk.token.DPoPAccessToken;
import com.nimbusds.openid.connect.sdk.Nonce;
import dev.mandate.identity.Api;
import dev.mandate.identity.SignedIn;
import dev.mandate.identity.TestSecrets;
import dev.mandate.identity.browser.BrowserSeal;
import dev.mandate.identity.tokens.ProofNonces;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tokens that only whoever has a key can use; the proofs are by a library of others. */
@QuarkusTest
class BoundTokensIT {
    private static final URI TOKEN = URI.create(Api.US + "/oauth2/token");
    private static final URI PUSHED = URI.create(Api.US + "/oauth2/par");

    private final ECKey key = Api.key("holder");

    @Inject
    BrowserSeal seal;

    @Test
    void who_asks_with_a_proof_gets_a_token_for_the_holder_of_that_key_alone() throws Exception {
        var token = ask(machine(), proof(key, TOKEN))
                .statusCode(200)
                .body("token_type", equalTo("DPoP"))
                .extract()
                .<String>path("access_token");
        assertThat(Api.claims(token).getJSONObjectClaim("cnf"))
                .isEqualTo(Map.of("jkt", key.computeThumbprint().toString()));
        var there = URI.create("http://127.0.0.1:" + RestAssured.port + "/clients");

        used(token, proof(key, "GET", there, token)).statusCode(200);
        used(token, proof(Api.key("thief"), "GET", there, token))
                .statusCode(401)
                .body("detail", containsString("another key"));
        used(token, null).statusCode(401).body("detail", containsString("send one proof"));
        Api.as(token).get("/clients").then().statusCode(401).body("detail", containsString("show it as DPoP"));
        var overheard = proof(key, "GET", there, token);
        used(token, overheard).statusCode(200);
        used(token, overheard).statusCode(401).body("detail", containsString("used before"));
        used(Api.admin(), proof(key, "GET", there, Api.admin())).statusCode(401);
    }

    @Test
    void a_proof_counts_once_and_for_the_token_endpoint_alone() {
        var proof = proof(key, TOKEN);
        ask(machine(), proof).statusCode(200);
        ask(machine(), proof).statusCode(400).body("error", equalTo("invalid_dpop_proof"));
        ask(machine(), proof(key, URI.create(Api.US + "/oauth2/userinfo")))
                .statusCode(400)
                .body("error", equalTo("invalid_dpop_proof"));
        ask(machine(), "x.y.z").statusCode(400).body("error", equalTo("invalid_dpop_proof"));
    }

    @Test
    void what_is_bound_is_exchanged_by_its_key_and_for_nothing_else() {
        String token =
                ask(machine(), proof(key, TOKEN)).statusCode(200).extract().path("access_token");
        ask(exchange(token), null)
                .statusCode(400)
                .body("error", equalTo("invalid_grant"))
                .body("error_description", containsString("bound to a key"));
        ask(exchange(token), proof(Api.key("thief"), TOKEN)).statusCode(400).body("error", equalTo("invalid_grant"));
        ask(exchange(token), proof(key, TOKEN)).statusCode(200).body("token_type", equalTo("DPoP"));
    }

    @Test
    void an_application_that_keeps_no_secret_refreshes_by_the_key_that_it_began_with() {
        var app = Application.registered(Map.of("public", true), "openid");
        var ada = SignedIn.withPassword("Ada");
        var code = app.code(ada.browser(), "scope", "openid");
        String refresh = ask(app.redeeming(code), proof(key, TOKEN))
                .statusCode(200)
                .body("token_type", equalTo("DPoP"))
                .extract()
                .path("refresh_token");

        ask(app.refreshing(refresh), null).statusCode(400).body("error", equalTo("invalid_grant"));
        ask(app.refreshing(refresh), proof(Api.key("thief"), TOKEN))
                .statusCode(400)
                .body("error", equalTo("invalid_grant"));
        // Whoever came without the key has used nothing up.
        ask(app.refreshing(refresh), proof(key, TOKEN)).statusCode(200);
    }

    @Test
    void a_code_that_was_asked_for_with_a_key_is_for_whoever_has_it() throws Exception {
        var app = Application.registered("openid");
        var ada = SignedIn.withPassword("Ada").browser();
        var thumbprint = key.computeThumbprint().toString();
        var code = app.code(ada, "scope", "openid", "dpop_jkt", thumbprint);
        ask(app.redeeming(code), null).statusCode(400).body("error", equalTo("invalid_grant"));
        ask(app.redeeming(code), proof(Api.key("thief"), TOKEN))
                .statusCode(400)
                .body("error", equalTo("invalid_grant"))
                .body("error_description", containsString("dpop_jkt"));
        // Whoever came without the key has used nothing up.
        ask(app.redeeming(code), proof(key, TOKEN)).statusCode(200).body("token_type", equalTo("DPoP"));
        assertThat(Application.answer(ada.get(app.request("scope", "openid", "dpop_jkt", "short"))))
                .containsEntry("error", "invalid_request");
    }

    @Test
    void a_request_that_is_sent_ahead_with_a_proof_binds_its_code_to_that_key() {
        var app = Application.registered("openid");
        var ada = SignedIn.withPassword("Ada").browser();
        String uri = ahead(app, proof(key, PUSHED), Map.of())
                .statusCode(201)
                .extract()
                .path("request_uri");
        var code = Application.answer(ada.get("/oauth2/authorize?client_id=" + app.id() + "&request_uri=" + uri))
                .get("code");
        ask(app.redeeming(code), proof(Api.key("thief"), TOKEN))
                .statusCode(400)
                .body("error", equalTo("invalid_grant"));
        ask(app.redeeming(code), proof(key, TOKEN)).statusCode(200);

        ahead(app, proof(key, TOKEN), Map.of()).statusCode(400).body("error", equalTo("invalid_dpop_proof"));
        ahead(app, proof(key, PUSHED), Map.of("dpop_jkt", "A".repeat(43)))
                .statusCode(400)
                .body("error", equalTo("invalid_dpop_proof"));
        var once = proof(key, PUSHED);
        ahead(app, once, Map.of()).statusCode(201);
        ahead(app, once, Map.of()).statusCode(400).body("error", equalTo("invalid_dpop_proof"));
    }

    private static ValidatableResponse ahead(Application app, String proof, Map<String, String> more) {
        return RestAssured.given()
                .contentType("application/x-www-form-urlencoded")
                .auth()
                .preemptive()
                .basic(app.id(), app.secret())
                .header("DPoP", proof)
                .formParam("response_type", "code")
                .formParam("redirect_uri", Application.BACK)
                .formParam("scope", "openid")
                .formParam("code_challenge", Application.challenge(Application.VERIFIER))
                .formParam("code_challenge_method", "S256")
                .formParams(more)
                .post("/oauth2/par")
                .then();
    }

    @Test
    void who_signed_in_is_told_by_a_bound_token_only_while_what_it_came_of_lasts() {
        var app = Application.registered("openid");
        var ada = SignedIn.withPassword("Ada");
        var tokens = ask(app.redeeming(app.code(ada.browser(), "scope", "openid")), proof(key, TOKEN))
                .statusCode(200)
                .extract();
        String token = tokens.path("access_token");
        whoSignedIn(token).statusCode(200);
        app.about("revoke", tokens.path("refresh_token")).statusCode(200);
        whoSignedIn(token).statusCode(401);
    }

    @Test
    void where_nonces_are_wanted_a_proof_counts_only_with_the_one_that_the_last_answer_gave() {
        var app = Application.registered("openid");
        var ada = SignedIn.withPassword("Ada");
        var code = app.code(ada.browser(), "scope", "openid");
        QuarkusMock.installMockForType(new ProofNonces(seal, true), ProofNonces.class);

        var nonce = ask(app.redeeming(code), proof(key, TOKEN))
                .statusCode(400)
                .body("error", equalTo("use_dpop_nonce"))
                .extract()
                .header("DPoP-Nonce");
        ask(app.redeeming(code), proof(key, "POST", TOKEN, null, nonce + "x"))
                .statusCode(400)
                .body("error", equalTo("use_dpop_nonce"));
        var issued = ask(app.redeeming(code), proof(key, "POST", TOKEN, null, nonce))
                .statusCode(200)
                .body("token_type", equalTo("DPoP"))
                .extract();
        assertThat(issued.header("DPoP-Nonce")).isNotNull();

        String token = issued.path("access_token");
        var wanted = whoSignedIn(token)
                .statusCode(401)
                .header("WWW-Authenticate", containsString("DPoP error=\"use_dpop_nonce\""))
                .extract()
                .header("DPoP-Nonce");
        whoSignedIn(token, wanted)
                .statusCode(200)
                .body("sub", equalTo(ada.person().id().value()));

        var ahead = ahead(app, proof(key, PUSHED), Map.of())
                .statusCode(400)
                .body("error", equalTo("use_dpop_nonce"))
                .extract()
                .header("DPoP-Nonce");
        ahead(app, proof(key, "POST", PUSHED, null, ahead), Map.of()).statusCode(201);
        // Who proves no key needs none.
        Api.token(machine()).statusCode(200).header("DPoP-Nonce", nullValue());
    }

    private ValidatableResponse whoSignedIn(String token) {
        return whoSignedIn(token, null);
    }

    private ValidatableResponse whoSignedIn(String token, String nonce) {
        var there = URI.create("http://127.0.0.1:" + RestAssured.port + "/oauth2/userinfo");
        return RestAssured.given()
                .header("Authorization", "DPoP " + token)
                .header("DPoP", proof(key, "GET", there, token, nonce))
                .get("/oauth2/userinfo")
                .then();
    }

    @Test
    void introspection_tells_the_key() throws Exception {
        var app = Application.registered("openid");
        var ada = SignedIn.withPassword("Ada");
        String bound = ask(app.redeeming(app.code(ada.browser(), "scope", "openid")), proof(key, TOKEN))
                .statusCode(200)
                .extract()
                .path("access_token");
        app.about("introspect", bound)
                .body("token_type", equalTo("DPoP"))
                .body("cnf.jkt", equalTo(key.computeThumbprint().toString()));
        String free = app.redeem(app.code(ada.browser(), "scope", "openid"))
                .statusCode(200)
                .extract()
                .path("access_token");
        app.about("introspect", free).body("token_type", equalTo("Bearer")).body("cnf", nullValue());
    }

    private static RequestSpecification machine() {
        return Api.form("client_credentials").auth().preemptive().basic("admin", TestSecrets.ADMIN);
    }

    private static RequestSpecification exchange(String token) {
        return Api.form(Api.EXCHANGE)
                .formParam("subject_token", token)
                .formParam("subject_token_type", "urn:ietf:params:oauth:token-type:access_token")
                .auth()
                .preemptive()
                .basic("admin", TestSecrets.ADMIN);
    }

    private static ValidatableResponse ask(RequestSpecification form, String proof) {
        return Api.token(proof == null ? form : form.header("DPoP", proof));
    }

    private static ValidatableResponse used(String token, String proof) {
        var request = RestAssured.given().header("Authorization", "DPoP " + token);
        if (proof != null) request.header("DPoP", proof);
        return request.get("/clients").then();
    }

    private static String proof(ECKey by, URI endpoint) {
        return proof(by, "POST", endpoint, null);
    }

    private static String proof(ECKey by, String method, URI uri, String token) {
        return proof(by, method, uri, token, null);
    }

    private static String proof(ECKey by, String method, URI uri, String token, String nonce) {
        try {
            var shown = token == null ? null : new DPoPAccessToken(token);
            return new DefaultDPoPProofFactory(by, JWSAlgorithm.ES256)
                    .createDPoPJWT(method, uri, shown, nonce == null ? null : new Nonce(nonce))
                    .serialize();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }
}
