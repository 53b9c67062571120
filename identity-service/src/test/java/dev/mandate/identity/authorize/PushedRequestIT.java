package dev.mandate.identity.authorize;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.mandate.identity.Api;
import dev.mandate.identity.SignedIn;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PushedRequestIT {
    @Inject
    Pool database;

    @Test
    void a_client_sends_its_request_ahead_and_the_browser_comes_with_its_address() {
        var app = Application.registered("openid");
        var ada = SignedIn.withPassword("Ada").browser();
        String uri = push(app, Map.of())
                .statusCode(201)
                .body("expires_in", equalTo(90))
                .extract()
                .path("request_uri");
        var answer = Application.answer(ada.get(come(app, uri)));
        assertThat(answer).containsEntry("state", "a-state").containsKey("code");
        app.redeem(answer.get("code")).statusCode(200);
        given().get("/.well-known/oauth-authorization-server")
                .then()
                .body("pushed_authorization_request_endpoint", equalTo(Api.US + "/oauth2/par"));
    }

    @Test
    void whoever_signs_in_first_goes_on_with_it_and_nobody_else() {
        var app = Application.registered("openid");
        var ada = SignedIn.withPassword("Ada");
        var leo = SignedIn.withPassword("Leo");
        String uri = push(app, Map.of("prompt", "login")).extract().path("request_uri");
        var sent = ada.browser().get(come(app, uri));
        assertThat(sent.location()).startsWith("/sign-in?request=");
        // Its address works once, whoever comes.
        assertThat(leo.browser().get(come(app, uri)).body()).contains("works once");
        var page = ada.browser().get(sent.location());
        assertThat(page.body()).contains(app.name());
        var resumed = ada.browser()
                .get(SignedIn.byPassword(ada.browser(), page, ada.person()).location());
        assertThat(Application.answer(resumed)).containsKey("code");
        assertThat(ada.browser().get(resume(page.request())).body()).contains("took too long");
    }

    @Test
    void what_somebody_else_began_is_not_gone_on_with() {
        var app = Application.registered("openid");
        var ada = SignedIn.withPassword("Ada").browser();
        var leo = SignedIn.withPassword("Leo").browser();
        String uri =
                push(app, Map.of("acr_values", "urn:mandate:acr:mfa")).extract().path("request_uri");
        var request = ada.get(come(app, uri)).location().split("request=")[1];
        database.query("UPDATE pushed_requests SET person_id = 'per_else' WHERE client_id = '" + app.id() + "'")
                .executeAndAwait();
        // Leo's is strong enough, but the request isn't his.
        database.query("UPDATE sign_in_sessions SET acr = 'urn:mandate:acr:mfa'")
                .executeAndAwait();
        assertThat(leo.get("/oauth2/authorize/resume?request=" + request).body())
                .contains("Somebody else has begun");
    }

    @Test
    void an_address_that_is_too_old_anothers_or_says_something_else_beside_it_leads_nowhere() {
        var app = Application.registered("openid");
        var other = Application.registered("openid");
        var ada = SignedIn.withPassword("Ada").browser();
        String uri = push(app, Map.of()).extract().path("request_uri");
        assertThat(ada.get(come(other, uri)).status()).isEqualTo(400);
        assertThat(ada.get(come(app, uri) + "&scope=openid&redirect_uri=https%3A%2F%2Fevil.example")
                        .body())
                .contains("asks for one thing here");
        String late = push(app, Map.of()).extract().path("request_uri");
        database.query("UPDATE pushed_requests SET ends_at = now() - interval '1 second'")
                .executeAndAwait();
        assertThat(ada.get(come(app, late)).body()).contains("took too long");
        assertThat(ada.get(come(app, "urn:ietf:params:oauth:request_uri:guessed"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void what_is_wrong_is_told_to_the_client_at_once() {
        var app = Application.registered("openid");
        push(app, Map.of("scope", "openid policies:write")).statusCode(400).body("error", equalTo("invalid_scope"));
        push(app, Map.of("redirect_uri", "https://evil.example/"))
                .statusCode(400)
                .body("error", equalTo("invalid_request"));
        push(app, Map.of("request_uri", "urn:ietf:params:oauth:request_uri:x"))
                .statusCode(400)
                .body("error", equalTo("request_uri_not_supported"));
        push(app, Map.of("client_id", "admin")).statusCode(400).body("error", equalTo("invalid_request"));
        push(app, Map.of("login_hint", "x".repeat(30_000))).statusCode(400).body("error", equalTo("invalid_request"));
        push(new Application(app.id(), "wrong", ""), Map.of()).statusCode(401).body("error", equalTo("invalid_client"));
        push(new Application(app.id(), null, ""), Map.of()).statusCode(401).body("error", equalTo("invalid_client"));
        given().contentType("application/x-www-form-urlencoded")
                .auth()
                .preemptive()
                .basic(app.id(), app.secret())
                .formParam("scope", "openid", "email")
                .post("/oauth2/par")
                .then()
                .statusCode(400)
                .body("error", equalTo("invalid_request"));
    }

    private static ValidatableResponse push(Application app, Map<String, String> more) {
        var request = given().contentType("application/x-www-form-urlencoded");
        request = app.secret() == null
                ? request.formParam("client_id", app.id())
                : request.auth().preemptive().basic(app.id(), app.secret());
        var all = new java.util.LinkedHashMap<>(Map.of(
                "response_type", "code",
                "redirect_uri", Application.BACK,
                "scope", "openid",
                "state", "a-state",
                "code_challenge", Application.challenge(Application.VERIFIER),
                "code_challenge_method", "S256"));
        all.putAll(more);
        return request.formParams(all).post("/oauth2/par").then();
    }

    private static String come(Application app, String uri) {
        return "/oauth2/authorize?client_id=" + app.id() + "&request_uri="
                + URLEncoder.encode(uri, StandardCharsets.UTF_8);
    }

    private static String resume(String request) {
        return "/oauth2/authorize/resume?request=" + request;
    }
}
