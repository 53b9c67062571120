package dev.mandate.identity.crossorigin;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.identity.Api;
import dev.mandate.identity.SignedIn;
import dev.mandate.identity.authorize.Application;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a browser lets pages of other origins read: by the headers that it goes by. */
@QuarkusTest
class PagesElsewhereIT {
    private static final String ALLOWED = "Access-Control-Allow-Origin";
    private static final List<String> FOR_PAGES = List.of("token", "revoke", "par", "userinfo");

    /** A host that no other test has. */
    private final String origin = "https://" + UUID.randomUUID() + ".example";

    @Test
    void what_is_public_is_for_every_page() {
        for (var path : List.of(
                "/.well-known/openid-configuration", "/.well-known/oauth-authorization-server", "/oauth2/jwks")) {
            var answer = given().header("Origin", "null").get(path);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.header(ALLOWED)).as(path).isEqualTo("*");
            assertThat(answer.header("Access-Control-Allow-Credentials")).isNull();
        }
    }

    @Test
    void a_page_of_a_public_client_asks_ahead_and_a_strangers_gets_nothing() {
        var app = page(origin + "/back");
        for (var endpoint : FOR_PAGES) {
            var answer = ahead(endpoint, origin);
            assertThat(answer.statusCode()).isEqualTo(204);
            assertThat(answer.header(ALLOWED)).isEqualTo(origin);
            assertThat(answer.header("Access-Control-Allow-Headers"))
                    .isEqualTo(
                            "Authorization, Content-Type, DPoP, OAuth-Client-Attestation, OAuth-Client-Attestation-PoP");
            assertThat(answer.header("Access-Control-Allow-Methods"))
                    .isEqualTo(endpoint.equals("userinfo") ? "GET, POST" : "POST");
            assertThat(answer.header("Vary")).isEqualTo("Origin");
            assertThat(answer.header("Access-Control-Allow-Credentials")).isNull();
            assertRefused(endpoint, origin + ".evil");
        }
        for (var stranger : List.of(
                origin.replace("https://", "https://evil-"),
                origin.replace("https", "http"),
                origin.toUpperCase(),
                origin + ".",
                origin + ":443",
                origin + ":8443",
                origin + "/",
                origin.replace("https://", "https://x@"),
                "https://evil.example",
                "null",
                "*",
                "{" + origin + "}")) assertRefused("token", stranger);
        // Two at once are nobody's.
        assertThat(given().noFilters()
                        .header("Origin", origin, "https://evil.example")
                        .header("Access-Control-Request-Method", "POST")
                        .options("/oauth2/token")
                        .header(ALLOWED))
                .isNull();
        stop(app);
        for (var endpoint : FOR_PAGES)
            assertThat(ahead(endpoint, origin).statusCode()).isEqualTo(403);
    }

    @Test
    void however_its_address_was_written_a_browser_writes_its_origin_in_one_way() {
        var name = UUID.randomUUID().toString();
        page("HTTPS://" + name.toUpperCase() + ".Example:443/back?and=https://evil-" + name + ".example/");
        assertThat(ahead("token", "https://" + name + ".example").statusCode()).isEqualTo(204);
        assertThat(ahead("token", "https://evil-" + name + ".example").statusCode())
                .isEqualTo(403);
        var port = 20_000 + (int) (Math.random() * 20_000);
        page("http://127.0.0.1:" + port + "/back", "http://localhost/" + port, "com.example.app:/back");
        assertThat(ahead("token", "http://127.0.0.1:" + port).statusCode()).isEqualTo(204);
        assertThat(ahead("token", "http://localhost").statusCode()).isEqualTo(204);
        assertThat(ahead("token", "http://127.0.0.1:" + (port + 20_000)).statusCode())
                .isEqualTo(403);
    }

    @Test
    void an_application_that_keeps_a_secret_lives_in_no_page() {
        var keeps = Application.registered(Map.of("redirectUris", List.of(origin + "/back")), "openid");
        assertThat(ahead("token", origin).statusCode()).isEqualTo(403);
        assertThat(token(keeps.id(), origin).header(ALLOWED)).isNull();
    }

    @Test
    void an_answer_is_read_by_the_page_of_the_client_that_it_is_for_and_of_no_other() {
        var app = page(origin + "/back");
        var others = "https://" + UUID.randomUUID() + ".example";
        page(others + "/back");
        for (var endpoint : List.of("token", "revoke", "par")) {
            var own = posted(endpoint, app.id(), origin);
            assertThat(own.header(ALLOWED)).as(endpoint + own.asString()).isEqualTo(origin);
            assertThat(own.header("Vary")).isEqualTo("Origin");
            assertThat(own.header("Access-Control-Expose-Headers"))
                    .isEqualTo("WWW-Authenticate, DPoP-Nonce, OAuth-Client-Attestation-Challenge");
            assertThat(own.header("Access-Control-Allow-Credentials")).isNull();
            for (var origin : List.of(others, "null", this.origin + ".evil"))
                assertThat(posted(endpoint, app.id(), origin).header(ALLOWED))
                        .as(endpoint + " " + origin)
                        .isNull();
            assertThat(posted(endpoint, "cli_unknown", origin).header(ALLOWED)).isNull();
            assertThat(posted(endpoint, "\u0000", origin).header(ALLOWED)).isNull();
        }
        // It names the page's client, and proves to be somebody else.
        var keeps = Application.registered("openid");
        assertThat(given().header("Origin", origin)
                        .contentType("application/x-www-form-urlencoded")
                        .auth()
                        .preemptive()
                        .basic(keeps.id(), keeps.secret())
                        .formParam("client_id", app.id())
                        .formParam("grant_type", "client_credentials")
                        .post("/oauth2/token")
                        .header(ALLOWED))
                .isNull();
    }

    @Test
    void a_page_signs_somebody_in_until_its_client_is_stopped() {
        var app = page(origin + "/back");
        var ada = SignedIn.withPassword("Ada");
        var back = ada.browser().get(app.request("redirect_uri", origin + "/back", "scope", "openid"));
        var tokens = given().header("Origin", origin)
                .contentType("application/x-www-form-urlencoded")
                .formParam("grant_type", "authorization_code")
                .formParam("client_id", app.id())
                .formParam("code", Application.answer(back).get("code"))
                .formParam("redirect_uri", origin + "/back")
                .formParam("code_verifier", Application.VERIFIER)
                .post("/oauth2/token");
        assertThat(tokens.statusCode()).as(tokens.asString()).isEqualTo(200);
        assertThat(tokens.header(ALLOWED)).isEqualTo(origin);
        String token = tokens.path("access_token");
        var who = userInfo(token, origin);
        assertThat(who.statusCode()).isEqualTo(200);
        assertThat(who.header(ALLOWED)).isEqualTo(origin);
        assertThat(given().header("Origin", origin)
                        .auth()
                        .oauth2(token)
                        .contentType("application/x-www-form-urlencoded")
                        .formParam("x", "x".repeat(100_000))
                        .post("/oauth2/userinfo")
                        .statusCode())
                .isEqualTo(200);
        assertThat(userInfo(token, "https://evil.example").header(ALLOWED)).isNull();
        // That it doesn't count is told to its page, too.
        var refused = userInfo(token.substring(0, token.length() - 8) + "AAAAAAAA", origin);
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.header(ALLOWED)).isEqualTo(origin);
        assertThat(refused.header("WWW-Authenticate")).isNotNull();
        for (var nonsense : List.of("x", "x.y.z", "", "eyJhbGciOiJub25lIn0.e30.")) {
            var none = userInfo(nonsense, origin);
            assertThat(none.statusCode()).as(nonsense).isEqualTo(401);
            assertThat(none.header(ALLOWED)).as(nonsense).isEqualTo(origin);
            assertThat(none.header("Access-Control-Expose-Headers"))
                    .isEqualTo("WWW-Authenticate, DPoP-Nonce, OAuth-Client-Attestation-Challenge");
            assertThat(userInfo(nonsense, "https://evil.example").header(ALLOWED))
                    .isNull();
        }
        var without = given().header("Origin", origin).get("/oauth2/userinfo");
        assertThat(without.statusCode()).isEqualTo(401);
        assertThat(without.header(ALLOWED)).isEqualTo(origin);

        stop(app);
        assertThat(userInfo(token, origin).header(ALLOWED)).isNull();
        assertThat(token(app.id(), origin).statusCode()).isEqualTo(401);
        assertThat(token(app.id(), origin).header(ALLOWED)).isNull();
    }

    @Test
    void nothing_else_is_for_pages() {
        var app = page(origin + "/back");
        for (var path : List.of(
                "/oauth2/introspect",
                "/oauth2/device_authorization",
                "/oauth2/register",
                "/oauth2/authorize",
                "/oauth2/logout",
                "/sign-in",
                "/account",
                "/clients",
                "/identities",
                "/scim/v2/Users",
                "/ssf/streams",
                "/.well-known/ssf-configuration")) {
            assertThat(given().noFilters()
                            .header("Origin", origin)
                            .header("Access-Control-Request-Method", "POST")
                            .options(path)
                            .header(ALLOWED))
                    .as(path)
                    .isNull();
            assertThat(given().noFilters()
                            .header("Origin", origin)
                            .redirects()
                            .follow(false)
                            .get(path)
                            .header(ALLOWED))
                    .as(path)
                    .isNull();
        }
        assertThat(posted("introspect", app.id(), origin).header(ALLOWED)).isNull();
        assertThat(posted("device_authorization", app.id(), origin).header(ALLOWED))
                .isNull();
    }

    private static void assertRefused(String endpoint, String stranger) {
        var refused = ahead(endpoint, stranger);
        assertThat(refused.statusCode()).as(stranger).isEqualTo(403);
        assertThat(refused.header(ALLOWED)).as(stranger).isNull();
        assertThat(refused.header("Vary")).isEqualTo("Origin");
    }

    private static Application page(String... addresses) {
        return Application.registered(Map.of("public", true, "redirectUris", List.of(addresses)), "openid");
    }

    private static void stop(Application app) {
        Api.as(Api.admin())
                .body(Map.of("reason", "it leaks"))
                .post("/clients/" + app.id() + "/stop")
                .then()
                .statusCode(200);
    }

    /** The documents of the API have operations, and browsers ask before one. */
    private static Response ahead(String endpoint, String origin) {
        return given().noFilters()
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization, dpop")
                .options("/oauth2/" + endpoint);
    }

    private static Response token(String client, String origin) {
        return posted("token", client, origin);
    }

    /** A page can read what is wrong with what it asked. */
    private static Response posted(String endpoint, String client, String origin) {
        return given().header("Origin", origin)
                .contentType("application/x-www-form-urlencoded")
                .formParam("client_id", client)
                .formParam("grant_type", "refresh_token")
                .formParam("refresh_token", "x")
                .formParam("token", "x")
                .post("/oauth2/" + endpoint);
    }

    private static Response userInfo(String token, String origin) {
        return given().header("Origin", origin)
                .header("Authorization", "Bearer " + token)
                .get("/oauth2/userinfo");
    }
}
