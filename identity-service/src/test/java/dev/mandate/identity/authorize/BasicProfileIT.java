package dev.mandate.identity.authorize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.mandate.identity.Api;
import dev.mandate.identity.SignedIn;
import dev.mandate.identity.TestBrowser;
import dev.mandate.identity.clients.metadata.Scopes;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Cases of the OpenID conformance suite's basic profile that nothing else plays; CONFORMANCE.md says which is which. */
@QuarkusTest
class BasicProfileIT {
    private static final String[] WITHOUT_PKCE = {"scope", "openid", "code_challenge", "", "code_challenge_method", ""};

    @Inject
    AgroalDataSource database;

    @Test
    void what_changes_nothing_that_is_given_is_no_reason_to_refuse() {
        var app = Application.registered("openid", "profile", "email");
        var ada = SignedIn.withPassword("Ada");
        for (var one : List.of(
                Map.entry("display", "page"),
                Map.entry("display", "popup"),
                Map.entry("ui_locales", "fr de"),
                Map.entry("claims_locales", "se"),
                Map.entry("login_hint", "somebody@example.com"),
                Map.entry("extra", "foobar"),
                Map.entry("nonce", ""),
                Map.entry("acr_values", "urn:mandate:acr:mfa urn:mandate:acr:password")))
            app.redeem(app.code(ada.browser(), one.getKey(), one.getValue()))
                    .statusCode(200)
                    .body("id_token", notNullValue());
    }

    /** @param told what userinfo tells beside {@code sub} */
    private record Scoped(String asked, String granted, String told) {}

    @Test
    void scopes_in_any_order_say_what_userinfo_tells_and_those_that_give_nothing_are_left_out() {
        var app = Application.registered("openid", "profile", "email");
        var ada = SignedIn.withPassword("Ada");
        for (var one : List.of(
                new Scoped("openid profile", "openid profile", "name preferred_username"),
                new Scoped("openid email", "openid email", "email"),
                new Scoped("email openid", "openid email", "email"),
                new Scoped("openid address", "openid", ""),
                new Scoped("phone openid", "openid", ""),
                new Scoped(
                        "openid email phone address profile offline_access",
                        "openid email profile",
                        "email name preferred_username"))) {
            var tokens = app.redeem(app.code(ada.browser(), "scope", one.asked()))
                    .statusCode(200)
                    .extract();
            assertThat(Scopes.parse(tokens.path("scope"))).as(one.asked()).isEqualTo(Scopes.parse(one.granted()));
            assertThat(Api.claims(tokens.path("id_token")).getClaims()).doesNotContainKeys("name", "email");
            Map<String, Object> told = Api.as(tokens.path("access_token"))
                    .get("/oauth2/userinfo")
                    .then()
                    .statusCode(200)
                    .extract()
                    .path("");
            assertThat(told.keySet()).as(one.asked()).isEqualTo(Scopes.parse("sub " + one.told()));
        }
    }

    @Test
    void a_claim_may_be_asked_for_but_none_that_has_to_have_a_value() {
        var app = Application.registered("openid", "profile");
        var ada = SignedIn.withPassword("Ada");
        for (var claims : List.of(
                "{}",
                "{\"userinfo\": {\"name\": {\"essential\": true}}}",
                "{\"id_token\": {\"auth_time\": {\"essential\": true}, \"acr\": null}}"))
            app.redeem(app.code(ada.browser(), "scope", "openid profile", "claims", claims))
                    .statusCode(200);
        for (var claims : List.of(
                "{\"id_token\": {\"acr\": {\"essential\": true}}}",
                "{\"id_token\": {\"acr\": {\"values\": [\"urn:mandate:acr:mfa\"]}}}",
                "{\"userinfo\": {\"sub\": {\"value\": \"per_else\"}}}",
                "[]",
                "no JSON"))
            assertThat(Application.answer(ada.browser().get(app.request("scope", "openid", "claims", claims))))
                    .as(claims)
                    .containsEntry("error", "invalid_request");
        assertThat(Application.answer(ada.browser().get(app.request("scope", "profile", "claims", "{}"))))
                .as("of no OpenID Connect")
                .containsEntry("error", "invalid_request");
    }

    @Test
    void without_a_response_type_nothing_is_given() {
        var app = Application.registered("openid");
        var answer = Application.answer(new TestBrowser().get(app.request("scope", "openid", "response_type", "")));
        assertThat(answer)
                .containsEntry("error", "invalid_request")
                .containsEntry("state", "a-state")
                .containsEntry("iss", Api.US)
                .doesNotContainKey("code");
    }

    @Test
    void userinfo_takes_a_token_in_the_header_alone() {
        var app = Application.registered("openid");
        var ada = SignedIn.withPassword("Ada");
        String token =
                app.redeem(app.code(ada.browser(), "scope", "openid")).extract().path("access_token");
        Api.as(token)
                .post("/oauth2/userinfo")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("sub", equalTo(ada.person().id().value()));
        RestAssured.given()
                .contentType("application/x-www-form-urlencoded")
                .formParam("access_token", token)
                .post("/oauth2/userinfo")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", containsString("Bearer"));
    }

    @Test
    void who_signed_in_a_while_ago_signs_in_again_only_where_that_is_too_long() throws Exception {
        var app = Application.registered("openid");
        var ada = SignedIn.withPassword("Ada");
        sql("UPDATE sign_in_sessions SET authenticated_at = authenticated_at - interval '1 minute' WHERE person_id = '"
                + ada.person().id() + "'");
        var first = idToken(app, app.code(ada.browser(), "scope", "openid", "max_age", "15000"));
        var again = idToken(app, app.code(ada.browser(), "scope", "openid", "max_age", "10000", "prompt", "none"));
        assertThat(again.get("auth_time")).isEqualTo(first.get("auth_time")).isNotNull();
        assertThat(again.get("sub")).isEqualTo(first.get("sub"));

        var page = ada.browser()
                .get(ada.browser()
                        .get(app.request("scope", "openid", "max_age", "1"))
                        .location());
        var signedIn = SignedIn.byPassword(ada.browser(), page, ada.person());
        var anew = idToken(
                app, Application.answer(ada.browser().get(signedIn.location())).get("code"));
        assertThat((Long) anew.get("auth_time")).isGreaterThan((Long) first.get("auth_time"));
    }

    private static Map<String, Object> idToken(Application app, String code) {
        return Api.claims(app.redeem(code).statusCode(200).extract().path("id_token"))
                .getClaims();
    }

    @Test
    void a_code_that_comes_again_half_a_minute_later_ends_what_it_gave() throws Exception {
        var app = Application.registered("openid");
        var ada = SignedIn.withPassword("Ada");
        var code = app.code(ada.browser(), "scope", "openid");
        String token = app.redeem(code).statusCode(200).extract().path("access_token");
        sql("UPDATE authorizations SET code_used_at = code_used_at - interval '30 seconds', code_ends_at = now()"
                + " WHERE client_id = '" + app.id() + "'");
        app.redeem(code).statusCode(400).body("error", equalTo("invalid_grant"));
        Api.as(token).get("/oauth2/userinfo").then().statusCode(401);
    }

    @Test
    void a_secret_may_come_in_the_form() {
        var app = Application.registered("openid");
        var ada = SignedIn.withPassword("Ada");
        var code = app.code(ada.browser(), "scope", "openid");
        Api.token(redeeming(app, code).formParam("client_secret", "wrong")).statusCode(401);
        Api.token(redeeming(app, code)
                        .formParam("client_secret", app.secret())
                        .formParam("code_verifier", Application.VERIFIER))
                .statusCode(200)
                .body("id_token", notNullValue());
    }

    @Test
    void nobody_proves_who_he_is_in_two_ways() {
        var app = Application.registered("openid");
        var code = app.code(SignedIn.withPassword("Ada").browser(), "scope", "openid");
        for (var more : List.of("client_secret", "client_assertion"))
            Api.token(redeeming(app, code)
                            .auth()
                            .preemptive()
                            .basic(app.id(), app.secret())
                            .formParam(more, app.secret())
                            .formParam("code_verifier", Application.VERIFIER))
                    .statusCode(400)
                    .body("error", equalTo("invalid_request"));
        for (var endpoint : List.of("introspect", "revoke", "par"))
            Api.form("x")
                    .auth()
                    .preemptive()
                    .basic(app.id(), app.secret())
                    .formParam("client_secret", app.secret())
                    .formParam("token", "x")
                    .post("/oauth2/" + endpoint)
                    .then()
                    .statusCode(400)
                    .body("error", equalTo("invalid_request"));
        Api.token(redeeming(app, code)
                        .auth()
                        .preemptive()
                        .basic(app.id(), app.secret())
                        .formParam("client_secret", "")
                        .formParam("code_verifier", Application.VERIFIER))
                .statusCode(200);
    }

    private static RequestSpecification redeeming(Application app, String code) {
        return Api.form("authorization_code")
                .formParam("client_id", app.id())
                .formParam("code", code)
                .formParam("redirect_uri", Application.BACK);
    }

    @Test
    void an_application_whose_library_sends_no_pkce_says_so_and_keeps_a_secret() {
        var app = Application.registered(Map.of("withoutPkce", true), "openid");
        Api.as(Api.admin()).get("/clients/" + app.id()).then().body("withoutPkce", equalTo(true));
        var ada = SignedIn.withPassword("Ada");
        var code = app.code(ada.browser(), WITHOUT_PKCE);
        app.redeem(code).statusCode(400).body("error", equalTo("invalid_grant"));
        var own = Api.form("authorization_code").auth().preemptive().basic(app.id(), app.secret());
        Api.token(own.formParam("code", code).formParam("redirect_uri", Application.BACK))
                .statusCode(200)
                .body("id_token", notNullValue());

        var careful = app.code(ada.browser(), "scope", "openid");
        Api.token(Api.form("authorization_code")
                        .auth()
                        .preemptive()
                        .basic(app.id(), app.secret())
                        .formParam("code", careful)
                        .formParam("redirect_uri", Application.BACK))
                .statusCode(400)
                .body("error", equalTo("invalid_grant"));
        app.redeem(careful).statusCode(200);
        assertThat(Application.answer(ada.browser()
                        .get(app.request(
                                "scope", "openid", "code_challenge", "none", "code_challenge_method", "plain"))))
                .containsEntry("error", "invalid_request");
        assertThat(Application.answer(
                        ada.browser().get(Application.registered("openid").request(WITHOUT_PKCE))))
                .containsEntry("error", "invalid_request");
        Api.as(Api.admin())
                .body(Map.of(
                        "name",
                        "page",
                        "scopes",
                        List.of("openid"),
                        "public",
                        true,
                        "withoutPkce",
                        true,
                        "redirectUris",
                        List.of(Application.BACK)))
                .post("/clients")
                .then()
                .statusCode(400)
                .body("field", equalTo("/redirectUris"));
    }

    private void sql(String update) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.executeUpdate(update);
        }
    }
}
