package dev.mandate.identity.devices;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.mandate.events.identity.TokenEvent;
import dev.mandate.identity.Api;
import dev.mandate.identity.SignedIn;
import dev.mandate.identity.TestBrowser;
import dev.mandate.identity.Topics;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DeviceIT {
    @Inject
    Pool database;

    @Test
    void a_person_types_the_code_sees_who_asks_for_what_agrees_and_the_device_gets_on() {
        var terminal = Device.registered("openid", "agents:read", "clients:write");
        var codes = terminal.begins("openid", "agents:read", "clients:write");
        assertThat(codes.uri()).isEqualTo(TestBrowser.SITE + "/device");
        assertThat(codes.complete()).isEqualTo(codes.uri() + "?user_code=" + codes.user());
        terminal.polls(codes).statusCode(400).body("error", equalTo("authorization_pending"));
        terminal.polls(codes).statusCode(400).body("error", equalTo("slow_down"));

        var ada = SignedIn.withPassword("Ada");
        var form = ada.browser().get(codes.complete());
        assertThat(form.body()).contains("value=\"" + codes.user() + "\"").contains("Ada Example");
        var asked = ada.browser()
                .post("/device", "form", form.form(), "code", codes.user().toLowerCase());
        assertThat(asked.body())
                .contains("Let " + terminal.name() + " in?")
                .contains("if you started this yourself")
                .contains("the one that you have here")
                .contains(codes.user())
                .contains("know who you are")
                .contains("<s>register, change and stop applications and clients</s>");
        assertThat(asked.header("Content-Security-Policy")).contains("frame-ancestors 'none'");
        assertThat(asked.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(Device.answers(ada.browser(), asked, "agree").body()).contains("You are signed in there");

        var tokens = terminal.polls(codes)
                .statusCode(200)
                .body("id_token", notNullValue())
                .body("scope", equalTo("agents:read openid"))
                .extract();
        var claims = Api.claims(tokens.path("access_token"));
        assertThat(claims.getSubject()).isEqualTo(ada.person().id().value());
        assertThat(claims.getClaims())
                .containsEntry("client_id", terminal.client())
                .containsKeys("sid", "auth_time");
        Api.as(tokens.path("access_token")).get("/oauth2/userinfo").then().statusCode(200);
        var answered = (TokenEvent.AuthorizationAnswered) Topics.awaitOn(
                TokenEvent.FAMILY,
                it -> it instanceof TokenEvent.AuthorizationAnswered yes
                        && yes.client().equals(terminal.client()));
        assertThat(answered.agreed()).isTrue();
        assertThat(answered.way()).isEqualTo("device");
        assertThat(answered.scopes()).containsExactly("agents:read", "openid");
        Topics.awaitOn(
                TokenEvent.FAMILY,
                it -> it instanceof TokenEvent.SignedIn in && in.client().equals(terminal.client()));

        // It goes on while the sign-in lasts, and no longer.
        String second = terminal.refreshes(tokens.path("refresh_token"))
                .statusCode(200)
                .extract()
                .path("refresh_token");
        ada.browser().post("/sign-out", "form", ada.browser().get("/account").form());
        terminal.refreshes(second).statusCode(400).body("error", equalTo("invalid_grant"));
    }

    @Test
    void a_device_gives_its_sign_in_back() {
        var terminal = Device.registered("openid");
        var codes = terminal.begins("openid");
        var ada = SignedIn.withPassword("Ada").browser();
        Device.answers(ada, Device.typed(ada, codes.user()), "agree");
        String refresh = terminal.polls(codes).extract().path("refresh_token");
        given().contentType("application/x-www-form-urlencoded")
                .formParam("client_id", terminal.client())
                .formParam("token", refresh)
                .post("/oauth2/revoke")
                .then()
                .statusCode(200);
        terminal.refreshes(refresh).statusCode(400);
    }

    @Test
    void who_refuses_gives_nothing_and_the_device_is_told_so() {
        var terminal = Device.registered("openid");
        var codes = terminal.begins("openid");
        var ada = SignedIn.withPassword("Ada").browser();
        assertThat(Device.answers(ada, Device.typed(ada, codes.user()), "refuse")
                        .body())
                .contains("You have refused");
        terminal.polls(codes).statusCode(400).body("error", equalTo("access_denied"));
        var answered = (TokenEvent.AuthorizationAnswered) Topics.awaitOn(
                TokenEvent.FAMILY,
                it -> it instanceof TokenEvent.AuthorizationAnswered no
                        && no.client().equals(terminal.client()));
        assertThat(answered.agreed()).isFalse();
        assertThat(Device.typed(ada, codes.user()).body()).contains("No device waits with this code");
    }

    @Test
    void a_code_works_once_and_who_shows_it_again_loses_all_that_it_gave() {
        var terminal = Device.registered("openid");
        var codes = terminal.begins("openid");
        var ada = SignedIn.withPassword("Ada").browser();
        var asked = Device.typed(ada, codes.user());
        Device.answers(ada, asked, "agree");
        assertThat(Device.answers(ada, asked, "agree").body()).contains("This request has ended");
        assertThat(Device.typed(ada, codes.user()).status()).isEqualTo(400);
        String refresh = terminal.polls(codes).statusCode(200).extract().path("refresh_token");
        terminal.polls(codes).statusCode(400).body("error", equalTo("invalid_grant"));
        terminal.refreshes(refresh).statusCode(400).body("error", equalTo("invalid_grant"));
    }

    @Test
    void a_code_is_for_the_client_that_asked() {
        var terminal = Device.registered("openid");
        var other = Device.registered("openid");
        var codes = terminal.begins("openid");
        var ada = SignedIn.withPassword("Ada").browser();
        Device.answers(ada, Device.typed(ada, codes.user()), "agree");
        other.polls(codes).statusCode(400).body("error", equalTo("invalid_grant"));
        Api.token(Api.form("authorization_code")
                        .formParam("client_id", terminal.client())
                        .formParam("code", codes.device())
                        .formParam("redirect_uri", "")
                        .formParam("code_verifier", ""))
                .statusCode(400);
        String refresh = terminal.polls(codes).statusCode(200).extract().path("refresh_token");
        other.refreshes(refresh).statusCode(400);
    }

    @Test
    void a_code_that_nobody_typed_in_time_is_no_good_any_more() {
        var terminal = Device.registered("openid");
        var codes = terminal.begins("openid");
        var ada = SignedIn.withPassword("Ada").browser();
        var asked = Device.typed(ada, codes.user());
        database.preparedQuery("UPDATE device_requests SET ends_at = now() - interval '1 second' WHERE user_code = $1")
                .executeAndAwait(Tuple.of(codes.user().replace("-", "")));
        assertThat(Device.answers(ada, asked, "agree").body()).contains("This request has ended");
        assertThat(Device.typed(ada, codes.user()).body()).contains("No device waits with this code");
        terminal.polls(codes).statusCode(400).body("error", equalTo("expired_token"));
    }

    @Test
    void a_right_code_undoes_no_wrong_ones() {
        var eve = SignedIn.withPassword("Eve").browser();
        var own = Device.registered("openid").begins("openid");
        for (var i = 0; i < 4; i++) Device.typed(eve, "BBBB-BBB" + "CDFG".charAt(i));
        assertThat(Device.typed(eve, own.user()).status()).isEqualTo(200);
        assertThat(Stream.of("CCCC-BBBB", "CCCC-BBBD", "CCCC-BBBF", "CCCC-BBBG")
                        .map(code -> Device.typed(eve, code).status()))
                .as("all in all eight wrong ones, of which five are free")
                .contains(429);
    }

    @Test
    void who_guesses_codes_waits_longer_and_longer_and_others_do_not() {
        var terminal = Device.registered("openid");
        var ada = SignedIn.withPassword("Ada").browser();
        for (var i = 0; i < 5; i++)
            assertThat(Device.typed(ada, "BCDF-GHJK").status()).isEqualTo(400);
        var codes = terminal.begins("openid");
        var slowed = Device.typed(ada, codes.user());
        assertThat(slowed.status()).isEqualTo(429);
        assertThat(slowed.body()).contains("Too many codes were wrong");
        var leo = SignedIn.withPassword("Leo").browser();
        assertThat(Device.typed(leo, codes.user()).body()).contains(terminal.name());
    }

    @Test
    void nobody_types_codes_who_is_not_signed_in_and_comes_back_with_his_afterwards() {
        var terminal = Device.registered("openid");
        var codes = terminal.begins("openid");
        var ada = SignedIn.withPassword("Ada");
        var browser = new TestBrowser();
        var sent = browser.get(codes.complete());
        assertThat(sent.location()).startsWith("/sign-in?request=device");
        var back = SignedIn.byPassword(browser, browser.get(sent.location()), ada.person());
        assertThat(back.location())
                .isEqualTo("/device?user_code=" + codes.user().replace("-", ""));
        assertThat(browser.get(back.location()).body()).contains("value=\"" + codes.user() + "\"");
    }

    @Test
    void a_form_counts_only_from_our_page_in_the_browser_that_was_shown_it_and_for_who_is_signed_in_there() {
        var terminal = Device.registered("openid");
        var codes = terminal.begins("openid");
        var ada = SignedIn.withPassword("Ada").browser();
        var leo = SignedIn.withPassword("Leo").browser();
        var asked = Device.typed(ada, codes.user());
        assertThat(ada.post("/device", "form", "forged", "code", codes.user()).status())
                .isEqualTo(403);
        assertThat(Device.answers(leo, asked, "agree").status()).isEqualTo(403);
        var his = leo.get("/device").form();
        assertThat(leo.post(
                                "/device/answer",
                                "form",
                                his,
                                "carried",
                                asked.found("name=\"carried\" value=\"([^\"]+)\""),
                                "answer",
                                "agree")
                        .status())
                .isEqualTo(403);
        ada.sends("Sec-Fetch-Site", "cross-site");
        assertThat(Device.answers(ada, asked, "agree").status()).isEqualTo(403);
        ada.sends("Sec-Fetch-Site", "same-origin");
        // Whoever signs in anew in this browser was not the one who was asked.
        var before = ada.cookie("mandate-session");
        ada.holds("mandate-session", leo.cookie("mandate-session"));
        assertThat(Device.answers(ada, asked, "agree").status()).isEqualTo(403);
        ada.holds("mandate-session", before);
        terminal.polls(codes).body("error", equalTo("authorization_pending"));
        assertThat(Device.answers(ada, asked, "agree").status()).isEqualTo(200);
    }

    @Test
    void what_would_narrow_and_is_not_understood_is_refused_and_so_is_who_may_not_ask() {
        var terminal = Device.registered("openid");
        terminal.asks("openid policies:write").statusCode(400).body("error", equalTo("invalid_scope"));
        for (var name : List.of("resource", "acr_values", "claims", "dpop_jkt"))
            given().contentType("application/x-www-form-urlencoded")
                    .formParam("client_id", terminal.client())
                    .formParam(name, "x")
                    .post("/oauth2/device_authorization")
                    .then()
                    .statusCode(400)
                    .body("error", equalTo("invalid_request"));
        given().contentType("application/x-www-form-urlencoded")
                .formParam("client_id", terminal.client())
                .formParam("authorization_details", "[]")
                .post("/oauth2/device_authorization")
                .then()
                .statusCode(400)
                .body("error", equalTo("invalid_authorization_details"));
        given().contentType("application/x-www-form-urlencoded")
                .formParam("client_id", terminal.client())
                .formParam("scope", "openid", "agents:read")
                .post("/oauth2/device_authorization")
                .then()
                .statusCode(400)
                .body("error", equalTo("invalid_request"));
        given().contentType("application/x-www-form-urlencoded")
                .formParam("client_id", "admin")
                .post("/oauth2/device_authorization")
                .then()
                .statusCode(401)
                .body("error", equalTo("invalid_client"));
        Api.token(Api.form(Device.GRANT)
                        .formParam("client_id", terminal.client())
                        .formParam("device_code", "nobody's"))
                .statusCode(400)
                .body("error", equalTo("invalid_grant"));
    }

    @Test
    void a_client_says_whether_people_sign_in_to_it_at_a_browser_or_at_a_device() {
        Api.as(Api.admin())
                .body(Map.of("name", "nowhere", "scopes", List.of("openid")))
                .post("/clients")
                .then()
                .statusCode(400)
                .body("field", equalTo("/redirectUris"));
        Api.as(Api.admin())
                .body(Map.of(
                        "name",
                        "misspelt",
                        "scopes",
                        List.of("openid"),
                        "public",
                        true,
                        "grantTypes",
                        List.of("device_code")))
                .post("/clients")
                .then()
                .statusCode(400)
                .body("field", equalTo("/grantTypes"))
                .body("detail", containsString(Device.GRANT));
        Api.as(Api.admin())
                .post("/clients")
                .then()
                .statusCode(400)
                .body("title", equalTo("Send a JSON object as the body; there is none"));
        Api.as(Api.admin())
                .body(Map.of(
                        "name",
                        "greedy",
                        "scopes",
                        List.of("openid"),
                        "public",
                        true,
                        "grantTypes",
                        List.of(Device.GRANT, "client_credentials")))
                .post("/clients")
                .then()
                .statusCode(400);
        given().get("/.well-known/oauth-authorization-server")
                .then()
                .body("device_authorization_endpoint", equalTo(Api.US + "/oauth2/device_authorization"));
    }

    @Test
    void whoever_comes_by_another_name_of_the_machine_is_sent_to_the_one_that_people_see() throws Exception {
        for (var path : List.of("/sign-in", "/device?user_code=WDJB-MJHT", "/oauth2/authorize?client_id=x")) {
            var sent = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + path))
                                    .build(),
                            BodyHandlers.ofString());
            assertThat(sent.statusCode()).isEqualTo(303);
            var where = sent.headers().firstValue("Location").orElseThrow();
            assertThat(where).startsWith(TestBrowser.SITE + path).endsWith("moved=1");
        }
        // Once: behind a proxy that keeps the name to itself he would come back for ever.
        var again = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + "/sign-in?moved=1"))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(again.statusCode()).isEqualTo(200);
    }
}
