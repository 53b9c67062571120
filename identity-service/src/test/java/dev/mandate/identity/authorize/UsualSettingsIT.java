package dev.mandate.identity.authorize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.mandate.identity.Api;
import dev.mandate.identity.SignedIn;
import dev.mandate.identity.TestBrowser;
import dev.mandate.identity.Topics;
import dev.mandate.pages.PageBrowser.Page;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What libraries do unless they are told otherwise. */
@QuarkusTest
class UsualSettingsIT {
    /** As openid-client does for client_credentials. */
    @Test
    void a_secret_in_the_form_is_taken_of_every_client_that_has_one() {
        var made = Api.body(Api.as(Api.admin())
                .body(Map.of("name", "Nightly", "scopes", List.of("identities:read")))
                .post("/clients")
                .then()
                .statusCode(200));
        var id = made.path("clientId").textValue();
        Api.token(Api.form("client_credentials")
                        .formParam("client_id", id)
                        .formParam("client_secret", made.path("clientSecret").textValue()))
                .statusCode(200)
                .body("token_type", equalTo("Bearer"));
        Api.token(Api.form("client_credentials").formParam("client_id", id).formParam("client_secret", "wrong"))
                .statusCode(401)
                .body("error", equalTo("invalid_client"));
    }

    @Test
    void an_application_that_asks_for_his_consent_gets_it() {
        var app = Application.registered("openid", "email");
        var ada = SignedIn.withPassword("Ada").browser();
        var request = app.request("scope", "openid email", "prompt", "consent");
        var page = ada.get(ada.get(request).location());
        assertThat(page.body())
                .contains("Let " + app.name() + " in?")
                .contains("app.example")
                .doesNotContain("Nobody here knows this application");
        assertThat(Application.answer(answered(ada, page, "refuse"))).containsEntry("error", "access_denied");
        page = ada.get(ada.get(request).location());
        var code = Application.answer(answered(ada, page, "agree")).get("code");
        app.redeem(code).statusCode(200).body("scope", equalTo("email openid"));
        assertThat(Application.answer(ada.get(app.request("prompt", "none consent"))))
                .containsEntry("error", "invalid_request");
        RestAssured.get("/.well-known/openid-configuration").then().body("prompt_values_supported", hasItem("consent"));
    }

    /** As ASP.NET Core does. */
    @Test
    void an_answer_comes_by_a_form_where_an_application_asks_for_it() {
        var app = Application.registered("openid", "profile", "email");
        var ada = SignedIn.withPassword("Ada").browser();
        var page = ada.get(app.request("response_mode", "form_post"));
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Security-Policy"))
                .contains("script-src 'self'")
                .endsWith("form-action 'self' https://app.example");
        assertThat(page.header("Cache-Control")).isEqualTo("no-store");
        assertThat(page.found("action=\"([^\"]*)\"")).isEqualTo(Application.BACK);
        assertThat(page.found("name=\"state\" value=\"([^\"]*)\"")).isEqualTo("a-state");
        assertThat(page.found("name=\"iss\" value=\"([^\"]*)\"")).isEqualTo(Api.US);
        app.redeem(page.found("name=\"code\" value=\"([^\"]*)\"")).statusCode(200);

        var odd = "\"><script>alert(1)</script>";
        var refused =
                ada.get(app.request("response_mode", "form_post", "scope", "openid policies:write", "state", odd));
        assertThat(refused.found("name=\"error\" value=\"([^\"]*)\"")).isEqualTo("invalid_scope");
        assertThat(refused.body()).doesNotContain("<script>alert");
        var signIn = new TestBrowser();
        var shown =
                signIn.get(signIn.get(app.request("response_mode", "form_post")).location());
        var cancelled = signIn.get("/sign-in/cancel?request=" + encoded(shown.request()));
        assertThat(cancelled.found("name=\"error\" value=\"([^\"]*)\"")).isEqualTo("access_denied");
        assertThat(Application.answer(ada.get(app.request("response_mode", "fragment"))))
                .containsEntry("error", "invalid_request");
        RestAssured.get("/.well-known/openid-configuration")
                .then()
                .body("response_modes_supported", hasItems("query", "form_post"));
    }

    /** As who reads ID tokens alone needs it, such as the API server of Kubernetes. */
    @Test
    void an_id_token_says_what_its_scopes_ask_for_where_an_application_wants_it_there() {
        var app = Application.registered(Map.of("claimsInIdToken", true), "openid", "profile", "email", "groups");
        Api.as(Api.admin()).get("/clients/" + app.id()).then().body("claimsInIdToken", equalTo(true));
        var ada = SignedIn.withPassword("Ada");
        var until = Instant.now().plus(Duration.ofDays(1));
        ada.person().holds(2, List.of("clerk", "auditor"), until);
        var all = await().atMost(Topics.SOON)
                .until(
                        () -> claims(app, ada, "openid profile email groups"),
                        it -> List.of("auditor", "clerk").equals(it.getClaim("groups")));
        assertThat(all.getClaim("email")).isEqualTo(ada.person().email());
        assertThat(all.getClaim("name")).isEqualTo("Ada Example");
        assertThat(all.getClaim("preferred_username")).isEqualTo(ada.person().employeeId());
        assertThat(claims(app, ada, "openid").getClaims()).doesNotContainKeys("email", "name", "groups");
        assertThat(claims(app, ada, "openid email").getClaims())
                .containsKey("email")
                .doesNotContainKeys("name", "groups");
        var other = Application.registered("openid", "email", "groups");
        assertThat(claims(other, ada, "openid email groups").getClaims()).doesNotContainKeys("email", "groups");
        Api.as(other.redeem(other.code(ada.browser(), "scope", "openid email groups"))
                        .extract()
                        .path("access_token"))
                .get("/oauth2/userinfo")
                .then()
                .body("email", equalTo(ada.person().email()))
                .body("groups", equalTo(List.of("auditor", "clerk")));
        // More than there is room for is none, and not some of them.
        ada.person().holds(3, IntStream.range(0, 101).mapToObj(i -> "role-" + i).toList(), until);
        await().atMost(Topics.SOON)
                .until(() -> !claims(app, ada, "openid groups").getClaims().containsKey("groups"));
    }

    private static JWTClaimsSet claims(Application app, SignedIn who, String scopes) {
        return Api.claims(app.redeem(app.code(who.browser(), "scope", scopes))
                .statusCode(200)
                .extract()
                .path("id_token"));
    }

    private static Page answered(TestBrowser browser, Page page, String answer) {
        return browser.post("/oauth2/consent", "form", page.form(), "request", page.request(), "answer", answer);
    }

    private static String encoded(String text) {
        return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
    }
}
