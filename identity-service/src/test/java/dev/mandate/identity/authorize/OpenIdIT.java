package dev.mandate.identity.authorize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.mandate.events.administration.Actor;
import dev.mandate.events.identity.ClientState;
import dev.mandate.events.identity.ClientState.Ended;
import dev.mandate.events.identity.SignalEvent;
import dev.mandate.events.identity.SignalEvent.SessionEnded;
import dev.mandate.events.identity.TokenEvent;
import dev.mandate.identity.Api;
import dev.mandate.identity.MachineClient;
import dev.mandate.identity.SignedIn;
import dev.mandate.identity.SoftPasskey;
import dev.mandate.identity.TestBrowser;
import dev.mandate.identity.Topics;
import dev.mandate.messaging.security.Signatures;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OpenIdIT {
    @Test
    void an_application_sends_somebody_to_sign_in_and_learns_who_he_is() throws Exception {
        var app = Application.registered("openid", "profile", "email");
        var ada = SignedIn.withPassword("Ada");
        var browser = new TestBrowser();
        var sent = browser.get(app.request());
        assertThat(sent.location()).startsWith("/sign-in?request=");
        var page = browser.get(sent.location());
        assertThat(page.body()).contains("to go on to <strong>" + app.name());
        assertThat(page.header("Content-Security-Policy")).contains("form-action 'self' https://app.example");
        var signedIn = SignedIn.byPassword(browser, page, ada.person());
        assertThat(signedIn.location()).startsWith("/oauth2/authorize/resume?request=");
        var back = browser.get(signedIn.location());
        var answer = Application.answer(back);
        assertThat(back.location()).startsWith(Application.BACK + "?");
        assertThat(answer)
                .containsEntry("state", "a-state")
                .containsEntry("iss", Api.US)
                .containsKey("code");

        var tokens = app.redeem(answer.get("code"))
                .statusCode(200)
                .body("token_type", equalTo("Bearer"))
                .body("refresh_token", notNullValue())
                .extract();
        var idToken = Api.claims(tokens.path("id_token"));
        assertThat(idToken.getSubject()).isEqualTo(ada.person().id().value());
        assertThat(idToken.getAudience()).containsExactly(app.id());
        assertThat(idToken.getClaims())
                .containsEntry("nonce", "a-nonce")
                .containsEntry("acr", "urn:mandate:acr:password")
                .containsEntry("amr", List.of("pwd"))
                .containsKeys("auth_time", "sid");
        Api.as(tokens.path("access_token"))
                .get("/oauth2/userinfo")
                .then()
                .statusCode(200)
                .body("sub", equalTo(ada.person().id().value()))
                .body("name", equalTo("Ada Example"))
                .body("email", equalTo(ada.person().email()));

        // The second application needs no second sign-in.
        var second = Application.registered("openid");
        second.redeem(second.code(browser, "scope", "openid")).statusCode(200);
        var fact = (TokenEvent.SignedIn) Topics.awaitOn(
                TokenEvent.FAMILY,
                it -> it instanceof TokenEvent.SignedIn in && in.client().equals(second.id()));
        assertThat(fact.person()).isEqualTo(ada.person().id());
        assertThat(fact.issuer()).isEqualTo(Api.US);
    }

    @Test
    void a_token_of_somebody_who_signed_in_works_where_his_others_do() {
        var app = Application.registered("openid", "agents:write", "delegations:write", "agents:read");
        var ada = SignedIn.withPasskey("Ada", new SoftPasskey());
        String token = app.redeem(app.code(ada.browser(), "scope", "agents:write delegations:write agents:read"))
                .statusCode(200)
                .body("id_token", nullValue())
                .extract()
                .path("access_token");
        assertThat(Api.claims(token).getClaim("acr")).isEqualTo("urn:mandate:acr:mfa");
        var registered =
                Api.register(token, "clerk", ada.person()).statusCode(200).extract();
        var agent = new Api.Agent(registered.path("id"), registered.path("clientSecret"));
        String delegation = Api.as(token)
                .body(Api.delegation(agent, "crm.read_contact"))
                .post("/delegations")
                .then()
                .statusCode(200)
                .extract()
                .path("delegation");
        agent.takesUp(delegation).statusCode(200);
        // Whoever stops the application ends what came of it.
        Api.as(Api.admin())
                .body(Map.of("reason", "it leaks"))
                .post("/clients/" + app.id() + "/stop")
                .then()
                .statusCode(200);
        agent.takesUp(delegation).statusCode(400);
    }

    @Test
    void id_tokens_are_signed_as_the_application_is_registered_and_access_tokens_as_ever() throws Exception {
        var ada = SignedIn.withPassword("Ada");
        var keys = JWKSet.parse(RestAssured.get("/oauth2/jwks").asString());
        for (var algorithm : List.of("ES256", "RS256", "EdDSA")) {
            var app = Application.registered(Map.of("idTokenSignedResponseAlg", algorithm), "openid");
            var tokens = app.redeem(app.code(ada.browser(), "scope", "openid"))
                    .statusCode(200)
                    .extract();
            var idToken = SignedJWT.parse(tokens.path("id_token"));
            assertThat(idToken.getHeader().getAlgorithm().getName()).isEqualTo(algorithm);
            assertThat(Signatures.verifies(idToken, keys)).isTrue();
            assertThat(SignedJWT.parse(tokens.path("access_token"))
                            .getHeader()
                            .getAlgorithm()
                            .getName())
                    .isEqualTo("ES256");
            assertThat(app.refresh(tokens.path("refresh_token")).extract().<String>path("id_token"))
                    .startsWith(tokens.<String>path("id_token").split("\\.")[0]);
            // What was signed so is known again as a hint, and opens nothing.
            assertThat(Application.answer(ada.browser()
                            .get(app.request(
                                    "scope", "openid", "prompt", "none", "id_token_hint", tokens.path("id_token")))))
                    .containsKey("code");
            Api.as(tokens.path("id_token")).get("/oauth2/userinfo").then().statusCode(401);
        }
        for (var algorithm : List.of("none", "HS256", "RS384"))
            Api.as(Api.admin())
                    .body(Map.of(
                            "name",
                            "x",
                            "scopes",
                            List.of("openid"),
                            "redirectUris",
                            List.of(Application.BACK),
                            "idTokenSignedResponseAlg",
                            algorithm))
                    .post("/clients")
                    .then()
                    .statusCode(400)
                    .body("field", equalTo("/idTokenSignedResponseAlg"));
    }

    @Test
    void a_code_counts_once_and_who_shows_it_again_loses_all_that_it_gave() {
        var app = Application.registered("openid");
        var ada = SignedIn.withPassword("Ada");
        var code = app.code(ada.browser(), "scope", "openid");
        var tokens = app.redeem(code).statusCode(200).extract();
        app.about("introspect", tokens.path("access_token")).body("active", equalTo(true));
        app.redeem(code).statusCode(400).body("error", equalTo("invalid_grant"));
        app.refresh(tokens.path("refresh_token")).statusCode(400).body("error", equalTo("invalid_grant"));
        app.about("introspect", tokens.path("access_token")).body("active", equalTo(false));
        Api.as(tokens.path("access_token")).get("/oauth2/userinfo").then().statusCode(401);
        var fact = (TokenEvent.AuthorizationRevoked) Topics.awaitOn(
                TokenEvent.FAMILY,
                it -> it instanceof TokenEvent.AuthorizationRevoked no
                        && no.client().equals(app.id()));
        assertThat(fact.reason()).isEqualTo("code_replayed");
        isTold(tokens.path("access_token"), "authorization_id", Ended.AUTHORIZATION);
    }

    /** To whoever checks the token's signature alone. */
    private static void isTold(String token, String claim, Ended as) {
        var id = String.valueOf(Api.claims(token).getClaim(claim));
        Topics.awaitOn(ClientState.FAMILY, it -> it.client().equals(id) && it.ended() == as);
    }

    @Test
    void a_code_is_for_its_client_its_address_and_its_verifier() {
        var app = Application.registered("openid");
        var other = Application.registered("openid");
        var ada = SignedIn.withPassword("Ada");
        var code = app.code(ada.browser(), "scope", "openid");
        other.redeem(code).statusCode(400).body("error", equalTo("invalid_grant"));
        app.redeem(code, "https://app.example/else", Application.VERIFIER).statusCode(400);
        app.redeem(code, Application.BACK, "another-verifier-of-more-than-forty-three-characters")
                .statusCode(400);
        app.redeem(code, Application.BACK, "").statusCode(400);
        app.redeem("x".repeat(5_000)).statusCode(400);
        app.redeem(code).statusCode(200);
    }

    @Test
    void a_refresh_token_is_used_once_and_one_that_is_used_again_ends_all() {
        var app = Application.registered("openid");
        var ada = SignedIn.withPassword("Ada");
        String first =
                app.redeem(app.code(ada.browser(), "scope", "openid")).extract().path("refresh_token");
        var second = app.refresh(first)
                .statusCode(200)
                .body("id_token", notNullValue())
                .extract();
        String third = app.refresh(second.path("refresh_token"))
                .statusCode(200)
                .extract()
                .path("refresh_token");
        app.refresh(first).statusCode(400).body("error", equalTo("invalid_grant"));
        app.refresh(third).statusCode(400);
        app.about("introspect", second.path("access_token")).body("active", equalTo(false));
        var other = Application.registered("openid");
        String hers =
                app.redeem(app.code(ada.browser(), "scope", "openid")).extract().path("refresh_token");
        other.refresh(hers).statusCode(400);
        app.refresh(hers).statusCode(200);
    }

    @Test
    void what_ends_the_sign_in_ends_what_applications_have() {
        var app = Application.registered("openid", "agents:read");
        var ada = SignedIn.withPassword("Ada");
        var tokens = app.redeem(app.code(ada.browser(), "scope", "openid agents:read"))
                .extract();
        var elsewhere = new TestBrowser();
        SignedIn.byPassword(elsewhere, ada.person().email(), SignedIn.PASSWORD);
        var others =
                app.redeem(app.code(elsewhere, "scope", "openid agents:read")).extract();
        ada.browser().post("/sign-out", "form", ada.browser().get("/account").form());
        isTold(tokens.path("access_token"), "sid", Ended.SIGN_IN);
        await().atMost(Topics.SOON)
                .until(() -> Api.as(tokens.path("access_token"))
                                .get("/agents?name=nobody")
                                .statusCode()
                        == 401);
        Api.as(others.path("access_token")).get("/agents?name=nobody").then().statusCode(200);
        app.refresh(tokens.path("refresh_token")).statusCode(400);
        app.about("introspect", tokens.path("access_token")).body("active", equalTo(false));
        Api.as(tokens.path("access_token")).get("/oauth2/userinfo").then().statusCode(401);

        var leo = SignedIn.withPassword("Leo");
        var his = app.redeem(app.code(leo.browser(), "scope", "openid")).extract();
        Api.as(Api.admin())
                .body(Map.of("reason", "why not"))
                .post("/identities/" + leo.person().id() + "/stop")
                .then()
                .statusCode(200);
        app.refresh(his.path("refresh_token")).statusCode(400);
        app.about("introspect", his.path("access_token")).body("active", equalTo(false));
        Api.as(his.path("access_token")).get("/oauth2/userinfo").then().statusCode(401);
        assertThat(leo.browser().get(app.request("scope", "openid")).location()).startsWith("/sign-in?request=");
    }

    @Test
    void an_application_gives_back_what_it_has() {
        var app = Application.registered("openid");
        var ada = SignedIn.withPassword("Ada");
        var tokens = app.redeem(app.code(ada.browser(), "scope", "openid")).extract();
        var other = Application.registered("openid");
        other.about("revoke", tokens.path("refresh_token")).statusCode(200);
        other.about("introspect", tokens.path("access_token")).body("active", equalTo(false));
        app.about("introspect", tokens.path("access_token"))
                .statusCode(200)
                .body("active", equalTo(true))
                .body("sub", equalTo(ada.person().id().value()));
        app.about("revoke", tokens.path("refresh_token")).statusCode(200);
        app.about("revoke", "nothing").statusCode(200);
        app.about("introspect", tokens.path("access_token")).body("active", equalTo(false));
        app.refresh(tokens.path("refresh_token")).statusCode(400);
        new Application(app.id(), "wrong", "")
                .about("introspect", "x")
                .statusCode(401)
                .body("error", equalTo("invalid_client"));
    }

    @Test
    void a_service_gives_back_one_token_that_leaked_and_its_others_go_on() {
        var client = MachineClient.registered("batch " + UUID.randomUUID(), "identities:read");
        var app = new Application(client.id(), client.secret(), client.name());
        var leaked = client.token();
        var other = client.token();
        Application.registered("openid").about("revoke", leaked).statusCode(200);
        app.about("introspect", leaked).body("active", equalTo(true));

        app.about("revoke", leaked).statusCode(200);
        app.about("introspect", leaked).body("active", equalTo(false));
        exchanged(client, leaked).statusCode(400).body("error", equalTo("invalid_grant"));
        isTold(leaked, "jti", Ended.TOKEN);
        await().atMost(Topics.SOON)
                .until(() -> Api.as(leaked).get("/identities?employeeId=nobody").statusCode() == 401);
        Api.as(other).get("/identities?employeeId=nobody").then().statusCode(200);
        exchanged(client, other).statusCode(200);
    }

    private static ValidatableResponse exchanged(MachineClient client, String token) {
        return Api.token(Api.form("urn:ietf:params:oauth:grant-type:token-exchange")
                .auth()
                .preemptive()
                .basic(client.id(), client.secret())
                .formParam("subject_token", token)
                .formParam("subject_token_type", "urn:ietf:params:oauth:token-type:access_token"));
    }

    @Test
    void nobody_is_sent_to_an_address_that_is_not_registered_exactly() {
        var app = Application.registered("openid");
        var ada = SignedIn.withPassword("Ada");
        for (var uri : List.of(
                "https://evil.example/back",
                "https://app.example/back/",
                "https://app.example/back?x=1",
                "https://app.example/back#x",
                "https://app.example/BACK",
                "https://app.example:443/back",
                "http://app.example/back",
                "https://app.example@evil.example/back",
                "https://app.example%2eevil.example/back",
                "https://app.example/back/../else",
                "//app.example/back",
                "javascript:alert(1)",
                "http://127.0.0.1.evil.example/back",
                "http://127.0.0.1:9/else",
                "http://localhost:9/back",
                " https://app.example/back",
                "x".repeat(3_000))) {
            var page = ada.browser().get(app.request("redirect_uri", uri));
            assertThat(page.status()).as(uri).isEqualTo(400);
            assertThat(page.location()).isEmpty();
            assertThat(page.body()).contains("registered for it");
        }
        assertThat(ada.browser()
                        .get(app.request("redirect_uri", "http://127.0.0.1:49152/back"))
                        .location())
                .startsWith("http://127.0.0.1:49152/back?");
        assertThat(ada.browser().get(app.request("client_id", "cli_nobody")).status())
                .isEqualTo(400);
        assertThat(ada.browser().get(app.request("client_id", "admin")).status())
                .isEqualTo(400);
        assertThat(ada.browser().get(app.request() + "&client_id=admin").status())
                .isEqualTo(400);
    }

    @Test
    void what_would_weaken_or_narrow_and_is_not_understood_is_refused_by_its_code() {
        var app = Application.registered("openid");
        var ada = SignedIn.withPassword("Ada").browser();
        assertThat(error(ada, app.request("scope", "openid", "response_type", "token")))
                .isEqualTo("unsupported_response_type");
        assertThat(error(ada, app.request("scope", "openid", "code_challenge", "", "code_challenge_method", "")))
                .isEqualTo("invalid_request");
        assertThat(error(ada, app.request("scope", "openid", "code_challenge_method", "plain")))
                .isEqualTo("invalid_request");
        assertThat(error(ada, app.request("scope", "openid", "code_challenge_method", "")))
                .isEqualTo("invalid_request");
        assertThat(error(ada, app.request("scope", "openid policies:write"))).isEqualTo("invalid_scope");
        assertThat(error(ada, app.request("scope", "openid", "request", "x.y.z")))
                .isEqualTo("request_not_supported");
        assertThat(error(ada, app.request("scope", "openid", "request_uri", "https://app.example/r")))
                .isEqualTo("request_uri_not_supported");
        assertThat(error(
                        ada, app.request("scope", "openid", "claims", "{\"id_token\": {\"acr\": {\"value\": \"x\"}}}")))
                .isEqualTo("invalid_request");
        assertThat(error(ada, app.request("scope", "openid", "authorization_details", "[]")))
                .isEqualTo("invalid_authorization_details");
        assertThat(error(ada, app.request("scope", "openid", "response_mode", "fragment")))
                .isEqualTo("invalid_request");
        assertThat(error(ada, app.request("scope", "openid", "resource", "https://nobody.example")))
                .isEqualTo("invalid_target");
        assertThat(error(ada, app.request("scope", "openid", "acr_values", "urn:else")))
                .isEqualTo("unmet_authentication_requirements");
        assertThat(error(ada, app.request("scope", "openid", "prompt", "none login")))
                .isEqualTo("invalid_request");
        assertThat(error(ada, app.request("scope", "openid", "max_age", "soon")))
                .isEqualTo("invalid_request");
        for (var none : List.of("x.y.z", Api.NULL_JWT))
            assertThat(error(ada, app.request("scope", "openid", "id_token_hint", none)))
                    .isEqualTo("invalid_request");
        assertThat(error(ada, app.request("scope", "openid") + "&nonce=again")).isEqualTo("invalid_request");
        assertThat(ada.get(app.request("scope", "openid", "state", "s".repeat(7_000)))
                        .status())
                .isEqualTo(400);
    }

    private static String error(TestBrowser browser, String request) {
        var page = browser.get(request);
        assertThat(page.location()).as(request).startsWith(Application.BACK + "?");
        var answer = Application.answer(page);
        assertThat(answer).containsEntry("iss", Api.US).doesNotContainKey("code");
        return answer.get("error");
    }

    @Test
    void an_application_decides_whether_he_is_asked_again_and_how_strongly() {
        var app = Application.registered("openid");
        var passkey = new SoftPasskey();
        var ada = SignedIn.withPassword("Ada");
        assertThat(error(new TestBrowser(), app.request("scope", "openid", "prompt", "none")))
                .isEqualTo("login_required");
        assertThat(ada.browser()
                        .get(app.request("scope", "openid", "prompt", "none"))
                        .location())
                .contains("code=");
        assertThat(ada.browser()
                        .get(app.request("scope", "openid", "prompt", "login"))
                        .location())
                .startsWith("/sign-in?");
        assertThat(ada.browser()
                        .get(app.request("scope", "openid", "max_age", "0"))
                        .location())
                .startsWith("/sign-in?");
        assertThat(ada.browser()
                        .get(app.request("scope", "openid", "max_age", "3600"))
                        .location())
                .contains("code=");

        var mfa = app.request("scope", "openid", "acr_values", "urn:mandate:acr:mfa");
        assertThat(error(ada.browser(), mfa + "&prompt=none")).isEqualTo("unmet_authentication_requirements");
        ada.adds(passkey, "key");
        var page = ada.browser().get(ada.browser().get(mfa).location());
        assertThat(page.body()).contains("It asks for a passkey");
        var signedIn = SignedIn.byPasskey(ada.browser(), page, passkey);
        var code = Application.answer(ada.browser().get(signedIn.location())).get("code");
        String idToken = app.redeem(code).statusCode(200).extract().path("id_token");
        assertThat(Api.claims(idToken).getClaim("acr")).isEqualTo("urn:mandate:acr:mfa");

        var leo = SignedIn.withPassword("Leo");
        assertThat(error(leo.browser(), app.request("scope", "openid", "prompt", "none", "id_token_hint", idToken)))
                .isEqualTo("login_required");
        assertThat(ada.browser()
                        .get(app.request("scope", "openid", "prompt", "none", "id_token_hint", idToken))
                        .location())
                .contains("code=");
    }

    @Test
    void prompt_login_is_met_by_signing_in_anew_and_by_nothing_else() {
        var app = Application.registered("openid");
        var ada = SignedIn.withPassword("Ada");
        var sent = ada.browser().get(app.request("scope", "openid", "prompt", "login"));
        var request = sent.location().substring("/sign-in?request=".length());
        assertThat(ada.browser()
                        .get("/oauth2/authorize/resume?request=" + request)
                        .location())
                .startsWith("/sign-in?");
        var signedIn = SignedIn.byPassword(ada.browser(), ada.browser().get(sent.location()), ada.person());
        assertThat(ada.browser().get(signedIn.location()).location()).contains("code=");
        assertThat(ada.browser().get("/oauth2/authorize/resume?request=forged").status())
                .isEqualTo(400);
        assertThat(Application.answer(ada.browser().get("/sign-in/cancel?request=" + request)))
                .containsEntry("error", "access_denied");
    }

    @Test
    void a_public_client_proves_itself_by_its_verifier_alone_and_a_confidential_one_never_does() {
        var phone = Application.registered(Map.of("public", true, "redirectUris", List.of(Application.BACK)), "openid");
        assertThat(phone.secret()).isNull();
        var ada = SignedIn.withPassword("Ada");
        String refresh = phone.redeem(phone.code(ada.browser(), "scope", "openid"))
                .statusCode(200)
                .extract()
                .path("refresh_token");
        phone.refresh(refresh).statusCode(200);
        var app = Application.registered("openid");
        new Application(app.id(), null, "")
                .redeem(app.code(ada.browser(), "scope", "openid"))
                .statusCode(401);
        Api.token(Api.form("client_credentials").formParam("client_id", phone.id()))
                .statusCode(401);
        Api.token(Api.form("client_credentials").auth().preemptive().basic(app.id(), app.secret()))
                .statusCode(400)
                .body("error", equalTo("unauthorized_client"));
    }

    @Test
    void a_token_for_anothers_resource_opens_nothing_of_ours_and_that_one_may_ask_about_it() {
        var resource = "https://api.example/" + java.util.UUID.randomUUID();
        Api.as(Api.admin())
                .body(Map.of("name", "api", "scopes", List.of("openid"), "resource", resource))
                .post("/clients")
                .then()
                .statusCode(200);
        var app = Application.registered("openid", "agents:read");
        var ada = SignedIn.withPassword("Ada");
        var code = app.code(ada.browser(), "scope", "agents:read", "resource", resource);
        String token = app.redeem(code).statusCode(200).extract().path("access_token");
        assertThat(Api.claims(token).getAudience()).containsExactly(resource);
        Api.as(token).get("/agents").then().statusCode(401);
    }

    @Test
    void signing_out_by_the_application_asks_unless_it_means_this_very_sign_in() {
        var app = Application.registered("openid");
        var ada = SignedIn.withPassword("Ada");
        String idToken =
                app.redeem(app.code(ada.browser(), "scope", "openid")).extract().path("id_token");
        var bye = "&post_logout_redirect_uri=https%3A%2F%2Fapp.example%2Fbye&state=s1";
        assertThat(ada.browser()
                        .get("/oauth2/logout?post_logout_redirect_uri=https%3A%2F%2Fevil.example&client_id=" + app.id())
                        .status())
                .isEqualTo(400);
        var asked = ada.browser().get("/oauth2/logout?client_id=" + app.id() + bye);
        assertThat(asked.body()).contains("Sign out?");
        assertThat(ada.browser().get("/account").status()).isEqualTo(200);
        var done = ada.browser().get("/oauth2/logout?id_token_hint=" + idToken + bye);
        assertThat(done.location()).isEqualTo("https://app.example/bye?state=s1");
        assertThat(ada.browser().get("/account").location()).isEqualTo("/sign-in");
        var ended = (SessionEnded) Topics.awaitOn(
                SignalEvent.FAMILY,
                it -> it instanceof SessionEnded end
                        && end.subject().equals(ada.person().id()));
        assertThat(ended.by()).isEqualTo(new Actor(ada.person().id().value(), app.id(), List.of()));

        var leo = SignedIn.withPassword("Leo");
        assertThat(leo.browser()
                        .get("/oauth2/logout?id_token_hint=" + idToken + bye)
                        .body())
                .contains("Sign out?");
        var page = leo.browser().get("/oauth2/logout?client_id=" + app.id() + bye);
        assertThat(leo.browser()
                        .post("/oauth2/logout/confirm", "form", "forged", "back", "x")
                        .location())
                .isEqualTo("/account");
        assertThat(leo.browser().get("/account").status()).isEqualTo(200);
        assertThat(leo.browser()
                        .post(
                                "/oauth2/logout/confirm",
                                "form",
                                page.form(),
                                "back",
                                page.found("name=\"back\" value=\"([^\"]+)\""))
                        .location())
                .isEqualTo("https://app.example/bye?state=s1");
        assertThat(leo.browser().get("/account").location()).isEqualTo("/sign-in");
    }

    @Test
    void discovery_says_what_is_there() {
        for (var path : List.of("/.well-known/openid-configuration", "/.well-known/oauth-authorization-server"))
            RestAssured.given()
                    .get(path)
                    .then()
                    .statusCode(200)
                    .body("issuer", equalTo(Api.US))
                    .body("authorization_endpoint", equalTo(TestBrowser.SITE + "/oauth2/authorize"))
                    .body("code_challenge_methods_supported", equalTo(List.of("S256")))
                    .body("authorization_response_iss_parameter_supported", equalTo(true))
                    .body("grant_types_supported", hasItem("authorization_code"))
                    .body("response_types_supported", not(hasItem("token")));
    }

    @Test
    void an_address_that_browsers_must_not_be_sent_to_is_not_registered() {
        for (var uri : List.of(
                "http://app.example/back",
                "javascript:alert(1)",
                "data:text/html,x",
                "https://user@app.example/",
                "https://app.example/#x",
                "https://app.example/a b",
                "/back",
                "https://*.example/\u00e9",
                "myapp:/back",
                "x".repeat(600)))
            Api.as(Api.admin())
                    .body(Map.of("name", "bad", "scopes", List.of("openid"), "redirectUris", List.of(uri)))
                    .post("/clients")
                    .then()
                    .statusCode(400);
        Api.as(Api.admin())
                .body(Map.of(
                        "name", "good", "scopes", List.of("openid"), "redirectUris", List.of("com.example.app:/back")))
                .post("/clients")
                .then()
                .statusCode(200);
    }
}
