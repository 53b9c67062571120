package dev.mandate.identity.authorize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.mandate.events.lifecycle.AccessState.Employment;
import dev.mandate.events.lifecycle.MandateRole;
import dev.mandate.identity.Api;
import dev.mandate.identity.SignedIn;
import dev.mandate.identity.SoftPasskey;
import dev.mandate.identity.TestBrowser;
import dev.mandate.identity.TestSecrets;
import dev.mandate.identity.Workforce;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Single sign-on by a library of others; what ends it from elsewhere, who has no part in it, and what is left behind. */
@QuarkusTest
class OpenIdProviderIT {
    @Inject
    AgroalDataSource database;

    @Inject
    AuthorizationSweep sweep;

    @Test
    void an_application_by_a_library_of_others_signs_somebody_in_goes_on_and_signs_him_out() throws Exception {
        var app = new RelyingParty(
                Application.registered(Map.of("idTokenSignedResponseAlg", "RS256"), "openid", "profile", "email"));
        var ada = SignedIn.withPassword("Ada");
        var browser = new TestBrowser();
        var signedIn = SignedIn.byPassword(
                browser, browser.get(browser.get(app.request()).location()), ada.person());

        var tokens = app.redeem(browser.get(signedIn.location()).location());

        var id = ada.person().id().value();
        assertThat(app.who(tokens).getSubject().getValue()).isEqualTo(id);
        assertThat(app.who(tokens).getAuthenticationTime()).isNotNull();
        assertThat(app.about(tokens).getEmailAddress()).isEqualTo(ada.person().email());
        assertThat(app.about(tokens).getName()).isEqualTo("Ada Example");
        var refreshed = app.refresh(tokens);
        assertThat(app.whoStill(refreshed).getSubject().getValue()).isEqualTo(id);
        assertThat(app.about(refreshed).getSubject().getValue()).isEqualTo(id);

        assertThat(browser.get(app.logout(refreshed)).location()).isEqualTo(app.bye());
        assertThat(browser.get("/account").location()).isEqualTo("/sign-in");
        Api.as(refreshed.getAccessToken().getValue())
                .get("/oauth2/userinfo")
                .then()
                .statusCode(401);
    }

    @Test
    void who_leaves_is_signed_in_nowhere_any_more() {
        var app = Application.registered("openid");
        var ada = SignedIn.withPassword("Ada");
        var tokens = app.redeem(app.code(ada.browser(), "scope", "openid"))
                .statusCode(200)
                .extract();
        var unused = app.code(ada.browser(), "scope", "openid");

        ada.person().leaves();

        app.refresh(tokens.path("refresh_token")).statusCode(400).body("error", equalTo("invalid_grant"));
        app.redeem(unused).statusCode(400).body("error", equalTo("invalid_grant"));
        app.about("introspect", tokens.path("access_token")).body("active", equalTo(false));
        Api.as(tokens.path("access_token")).get("/oauth2/userinfo").then().statusCode(401);
        var sent = ada.browser().get(app.request("scope", "openid"));
        assertThat(sent.location()).startsWith("/sign-in?request=");
        assertThat(SignedIn.byPassword(ada.browser(), ada.browser().get(sent.location()), ada.person())
                        .status())
                .isEqualTo(401);
        assertThat(Application.answer(ada.browser().get(app.request("scope", "openid", "prompt", "none"))))
                .containsEntry("error", "login_required");
    }

    @Test
    void a_rehire_brings_back_nothing_that_applications_had() {
        var app = Application.registered("openid");
        var ada = SignedIn.withPassword("Ada");
        String token = app.redeem(app.code(ada.browser(), "scope", "openid"))
                .statusCode(200)
                .extract()
                .path("refresh_token");
        ada.person().leaves();
        ada.person().isRehired(3);
        app.refresh(token).statusCode(400).body("error", equalTo("invalid_grant"));
    }

    @Test
    void a_form_of_another_site_becomes_a_link_so_that_the_browser_shows_who_is_signed_in() {
        var app = Application.registered("openid");
        var ada = SignedIn.withPassword("Ada");
        var query = app.request("scope", "openid");
        var stranger = new TestBrowser();
        var sent = stranger.post(
                "/oauth2/authorize",
                "response_type",
                "code",
                "client_id",
                app.id(),
                "redirect_uri",
                Application.BACK,
                "scope",
                "openid",
                "code_challenge",
                Application.challenge(Application.VERIFIER),
                "code_challenge_method",
                "S256");
        assertThat(sent.status()).isEqualTo(303);
        assertThat(sent.location()).startsWith("/oauth2/authorize?");
        assertThat(ada.browser().get(sent.location()).location()).startsWith(Application.BACK + "?code=");
        assertThat(stranger.get(query).location()).startsWith("/sign-in?request=");
        var out = stranger.post("/oauth2/logout", "client_id", app.id(), "state", "s");
        assertThat(out.status()).isEqualTo(303);
        assertThat(out.location()).startsWith("/oauth2/logout?").contains("state=s");
        assertThat(stranger.post("/oauth2/authorize", "state", "s".repeat(7_000))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void agents_and_machines_sign_nobody_in() {
        Api.issuerIsRegistered();
        var ada = SignedIn.withPassword("Ada");
        var agent = Api.agentOf(ada.person(), "clerk");
        String machine = Api.as(Api.admin())
                .body(Map.of(
                        "name",
                        "machine",
                        "scopes",
                        List.of("openid", "agents:read"),
                        "grantTypes",
                        List.of("client_credentials")))
                .post("/clients")
                .then()
                .statusCode(200)
                .extract()
                .path("clientId");
        for (var id : List.of(agent.id(), machine)) {
            var page = ada.browser().get(new Application(id, "x", "x").request("scope", "openid"));
            assertThat(page.status()).isEqualTo(400);
            assertThat(page.location()).isEmpty();
        }
        var app = Application.registered("openid");
        Api.token(Api.form("authorization_code")
                        .auth()
                        .preemptive()
                        .basic(agent.id(), agent.secret())
                        .formParam("code", app.code(ada.browser(), "scope", "openid"))
                        .formParam("redirect_uri", Application.BACK)
                        .formParam("code_verifier", Application.VERIFIER))
                .statusCode(400)
                .body("error", equalTo("unauthorized_client"))
                .body("error_description", containsString("grantTypes"));
        assertThat(signedInAs(agent.id(), agent.secret())).isEqualTo(401);
    }

    private static int signedInAs(String name, String password) {
        return SignedIn.byPassword(new TestBrowser(), name, password).status();
    }

    @Test
    void an_administrator_has_by_an_application_what_his_role_gives_while_he_holds_it() {
        var app = Application.registered("openid", "identities:read", "decisions:gateway");
        var ada = SignedIn.withPasskey("Ada", new SoftPasskey());
        var person = ada.person();
        assertThat(Application.answer(ada.browser().get(app.request("scope", "identities:read"))))
                .containsEntry("error", "access_denied");
        person.holds(MandateRole.ADMINISTRATOR, Instant.now().plusSeconds(3_600));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> Application.answer(ada.browser().get(app.request("scope", "identities:read")))
                        .containsKey("code"));
        var tokens = app.redeem(app.code(ada.browser(), "scope", "openid identities:read decisions:gateway"))
                .statusCode(200)
                .body("scope", equalTo("identities:read openid"))
                .extract();
        Api.as(tokens.path("access_token"))
                .get("/identities/" + person.id())
                .then()
                .statusCode(200);

        person.is(3, Employment.ACTIVE, 1, "Ada");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> Application.answer(ada.browser().get(app.request("scope", "identities:read")))
                        .containsKey("error"));
        app.refresh(tokens.path("refresh_token")).statusCode(200).body("scope", equalTo("openid"));
    }

    @Test
    void whoever_registers_an_application_needs_none_of_what_people_let_it_know() {
        Api.issuerIsRegistered();
        Api.as(Api.admin())
                .body(Map.of(
                        "name", "registrar", "scopes", List.of("agents:read"), "redirectUris", List.of("http://a/")))
                .post("/clients")
                .then()
                .statusCode(400)
                .body("field", equalTo("/redirectUris"));
        var admin = Workforce.joins("Ada");
        admin.holds(MandateRole.ADMINISTRATOR, Instant.now().plusSeconds(3_600));
        var token = await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> Api.token(Api.form(Api.BEARER)
                                        .formParam("scope", "clients:write")
                                        .formParam(
                                                "assertion",
                                                Api.sign(
                                                        Api.ISSUER_KEY,
                                                        Api.assertion(Api.ISSUER, admin.employeeId())
                                                                .claim("acr", "https://idp.example/mfa")
                                                                .build())))
                                .extract(),
                        answer -> answer.statusCode() == 200)
                .<String>path("access_token");
        assertThat(Api.claims(token).getClaim("scope")).isEqualTo("clients:write");
        Api.as(token)
                .body(Map.of(
                        "name",
                        "wiki",
                        "scopes",
                        List.of("openid", "email"),
                        "redirectUris",
                        List.of("https://wiki.example/back")))
                .post("/clients")
                .then()
                .statusCode(200);
        Api.as(token)
                .body(Map.of(
                        "name",
                        "wiki",
                        "scopes",
                        List.of("openid", "keys:rotate"),
                        "redirectUris",
                        List.of("https://wiki.example/back")))
                .post("/clients")
                .then()
                .statusCode(403)
                .body("field", equalTo("/scopes/1"));
    }

    @Test
    void what_an_application_gets_beyond_who_somebody_is_waits_for_two_people() {
        Map<String, Object> machine = Api.as(Api.admin())
                .body(Map.of(
                        "name", "registrar", "scopes", List.of("clients:write", "agents:read", "delegations:write")))
                .post("/clients")
                .then()
                .statusCode(200)
                .extract()
                .path("");
        var registrar =
                new Application((String) machine.get("clientId"), (String) machine.get("clientSecret"), "registrar");
        var token = Api.accessToken(Api.token(
                Api.form("client_credentials").auth().preemptive().basic(registrar.id(), registrar.secret())));
        var made = Api.as(token)
                .body(Map.of(
                        "name",
                        "helpful",
                        "scopes",
                        List.of("openid", "agents:read", "delegations:write"),
                        "redirectUris",
                        List.of(Application.BACK),
                        "withoutPkce",
                        true))
                .post("/clients")
                .then()
                .statusCode(202)
                .body("waits.touches", hasItem(containsString("in his name")))
                .body("waits.touches", hasItem(containsString("without PKCE")))
                .extract();
        var app = new Application(made.path("clientId"), made.path("clientSecret"), "helpful");
        var ada = SignedIn.withPassword("Ada");
        assertThat(Application.answer(ada.browser().get(app.request("scope", "openid delegations:write"))))
                .containsEntry("error", "invalid_scope");
        app.redeem(app.code(ada.browser(), "scope", "openid")).statusCode(200).body("scope", equalTo("openid"));
        Api.as(token)
                .body(Map.of("scopes", List.of("openid", "agents:read")))
                .put("/clients/" + app.id() + "/scopes")
                .then()
                .statusCode(202);

        var wide = Application.registered("openid", "delegations:write");
        Api.as(token)
                .body(Map.of("redirectUris", List.of(Application.BACK, "https://evil.example/back")))
                .put("/clients/" + wide.id() + "/addresses")
                .then()
                .statusCode(202)
                .body("touches", hasItem(containsString("gets delegations:write in his name")));
        Api.as(token)
                .body(Map.of("redirectUris", List.of(Application.BACK)))
                .put("/clients/" + wide.id() + "/addresses")
                .then()
                .statusCode(200);
    }

    @Test
    void an_application_moves_with_its_addresses() {
        var app = Application.registered("openid");
        var ada = SignedIn.withPassword("Ada");
        var moved = "https://app.example/moved";
        assertThat(ada.browser()
                        .get(app.request("scope", "openid", "redirect_uri", moved))
                        .status())
                .isEqualTo(400);
        Api.as(Api.admin())
                .body(Map.of("redirectUris", List.of(moved)))
                .put("/clients/" + app.id() + "/addresses")
                .then()
                .statusCode(200)
                .body("redirectUris", equalTo(List.of(moved)))
                .body("postLogoutRedirectUris", equalTo(List.of()));
        assertThat(ada.browser()
                        .get(app.request("scope", "openid", "redirect_uri", moved))
                        .location())
                .startsWith(moved + "?code=");
        assertThat(ada.browser().get(app.request("scope", "openid")).status()).isEqualTo(400);
        Api.as(Api.admin())
                .body(Map.of("redirectUris", List.of("http://app.example/")))
                .put("/clients/" + app.id() + "/addresses")
                .then()
                .statusCode(400)
                .body("field", equalTo("/redirectUris"));
        Api.as(Api.admin())
                .body(Map.of("redirectUris", List.of(moved)))
                .put("/clients/admin/addresses")
                .then()
                .statusCode(409);
    }

    @Test
    void a_client_of_an_mcp_server_gets_a_token_for_the_gateway_and_nothing_else() {
        var server = "http://127.0.0.1:8085/mcp/crm";
        // A token has the scope to call only where it is asked for, and only with it may that be handed on.
        var token = Api.accessToken(Api.token(Api.form("client_credentials")
                .auth()
                .preemptive()
                .basic("admin", TestSecrets.ADMIN)
                .formParam("scope", "clients:write agents:read tools:call")));
        var made = Api.as(token)
                .body(Map.of(
                        "name",
                        "assistant",
                        "scopes",
                        List.of("openid", "agents:read", "tools:call"),
                        "redirectUris",
                        List.of(Application.BACK)))
                .post("/clients")
                .then()
                .statusCode(200)
                .extract();
        var app = new Application(made.path("clientId"), made.path("clientSecret"), "assistant");
        var ada = SignedIn.withPassword("Ada");
        for (var scope : List.of("", "tools:call agents:read")) {
            var tokens = app.redeem(app.code(ada.browser(), "scope", scope, "resource", server))
                    .statusCode(200)
                    .body("scope", equalTo("tools:call"))
                    .extract();
            assertThat(Api.claims(tokens.path("access_token")).getAudience()).containsExactly("mandate-gateway");
            app.refresh(tokens.path("refresh_token")).statusCode(200).body("scope", equalTo("tools:call"));
        }
        app.redeem(app.code(ada.browser(), "scope", "")).statusCode(200).body("scope", equalTo("agents:read"));
        app.redeem(app.code(ada.browser(), "scope", "openid tools:call"))
                .statusCode(200)
                .body("scope", equalTo("openid tools:call"));
        assertThat(Application.answer(ada.browser()
                        .get(app.request("scope", "", "resource", server) + "&resource=https%3A%2F%2Felse.example")))
                .containsEntry("error", "invalid_target");
    }

    @Test
    void a_resource_is_one_clients() {
        var resource = "https://api.example/" + UUID.randomUUID();
        var body = Map.of("name", "api", "scopes", List.of("agents:read"), "resource", resource);
        Api.as(Api.admin()).body(body).post("/clients").then().statusCode(200);
        Api.as(Api.admin()).body(body).post("/clients").then().statusCode(409).body("field", equalTo("/resource"));
    }

    @Test
    void nothing_that_has_a_code_or_a_token_is_kept_by_caches() {
        var app = Application.registered("openid");
        var ada = SignedIn.withPassword("Ada");
        var back = ada.browser().get(app.request("scope", "openid"));
        assertThat(back.header("Cache-Control")).isEqualTo("no-store");
        assertThat(back.header("Referrer-Policy")).isNotEmpty();
        String token = app.redeem(Application.answer(back).get("code"))
                .header("Cache-Control", "no-store")
                .extract()
                .path("access_token");
        app.about("introspect", token).header("Cache-Control", "no-store");
        Api.as(token).get("/oauth2/userinfo").then().statusCode(200).header("Cache-Control", "no-store");
        RestAssured.given()
                .get("/oauth2/userinfo")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", containsString("Bearer"));
    }

    @Test
    void a_token_whose_delegation_was_revoked_is_inactive_for_the_agent_that_asks() {
        Api.issuerIsRegistered();
        var ada = Workforce.joins("Ada");
        var agent = Api.agentOf(ada, "clerk");
        var hers = Api.accessToken(Api.signIn(ada));
        String delegation = Api.as(hers)
                .body(Api.delegation(agent, "crm.read_contact"))
                .post("/delegations")
                .then()
                .statusCode(200)
                .extract()
                .path("delegation");
        var asking = new Application(agent.id(), agent.secret(), "clerk");
        String token = agent.takesUp(delegation).statusCode(200).extract().path("access_token");
        asking.about("introspect", token).statusCode(200).body("active", equalTo(true));
        Api.as(hers)
                .body(Map.of("reason", "done"))
                .post("/delegations/" + delegation + "/revoke")
                .then()
                .statusCode(200);
        asking.about("introspect", token).statusCode(200).body("active", equalTo(false));
    }

    @Test
    void what_one_sign_in_leaves_behind_has_a_bound() throws Exception {
        var app = Application.registered("openid");
        var ada = SignedIn.withPassword("Ada");
        String first = app.redeem(app.code(ada.browser(), "scope", "openid"))
                .statusCode(200)
                .extract()
                .path("refresh_token");
        update("INSERT INTO refresh_tokens (token_hash, authorization_id, created_at, used_at)"
                + " SELECT 'old' || n || id, id, created_at - interval '1 hour', now()"
                + " FROM authorizations, generate_series(1, 300) n WHERE client_id = '" + app.id() + "'");
        String second = app.refresh(first).statusCode(200).extract().path("refresh_token");
        assertThat(count("refresh_tokens t JOIN authorizations a ON a.id = t.authorization_id WHERE a.client_id = '"
                        + app.id() + "'"))
                .isEqualTo(200);
        update("INSERT INTO authorizations SELECT (jsonb_populate_record(a, jsonb_build_object('id', a.id || n,"
                + " 'code_hash', '\\x' || md5(a.id || n), 'created_at', a.created_at - interval '1 hour'))).*"
                + " FROM authorizations a, generate_series(1, 80) n WHERE client_id = '" + app.id() + "'");
        app.code(ada.browser(), "scope", "openid");
        assertThat(count("authorizations WHERE client_id = '" + app.id() + "'"))
                .as("those that somebody came for, and the code that nobody has used yet")
                .isEqualTo(50 + 1);
        for (var n = 0; n < 60; n++) app.code(ada.browser(), "scope", "openid");
        assertThat(count("authorizations WHERE client_id = '" + app.id() + "'")).isEqualTo(50 + 50);
        app.refresh(second).statusCode(200);
    }

    @Test
    void what_ended_is_forgotten_and_so_is_a_code_that_nobody_came_with() throws Throwable {
        var app = Application.registered("openid");
        var ada = SignedIn.withPassword("Ada");
        var of = "authorizations WHERE client_id = '" + app.id() + "'";
        app.redeem(app.code(ada.browser(), "scope", "openid")).statusCode(200);
        app.code(ada.browser(), "scope", "openid");
        VertxContextSupport.subscribeAndAwait(sweep::run);
        assertThat(count(of)).isEqualTo(2);
        update("UPDATE authorizations SET code_ends_at = code_ends_at - interval '12 minutes' WHERE client_id = '"
                + app.id() + "'");
        VertxContextSupport.subscribeAndAwait(sweep::run);
        assertThat(count(of)).isEqualTo(1);
        update("UPDATE authorizations SET ends_at = now() - interval '25 hours' WHERE client_id = '" + app.id() + "'");
        VertxContextSupport.subscribeAndAwait(sweep::run);
        assertThat(count(of)).isZero();
    }

    @Test
    void metadata_name_what_is_there_for_whoever_looks_by_either_name() {
        for (var path : List.of("/.well-known/openid-configuration", "/.well-known/oauth-authorization-server"))
            RestAssured.given()
                    .get(path)
                    .then()
                    .statusCode(200)
                    .body("end_session_endpoint", equalTo(TestBrowser.SITE + "/oauth2/logout"))
                    .body("userinfo_endpoint", equalTo(Api.US + "/oauth2/userinfo"))
                    .body("revocation_endpoint", equalTo(Api.US + "/oauth2/revoke"))
                    .body("introspection_endpoint", equalTo(Api.US + "/oauth2/introspect"))
                    .body("scopes_supported", hasItem("openid"))
                    .body("subject_token_types_supported", hasItem(containsString("delegation")));
    }

    private void update(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private int count(String from) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM " + from)) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
