package dev.mandate.identity.authorize;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jwt.SignedJWT;
import dev.mandate.identity.Api;
import dev.mandate.identity.SignedIn;
import dev.mandate.identity.Topics;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.text.ParseException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Applications keep the ID token of a sign-in as long as it lasts, and its key is gone minutes after the next one signs. */
@QuarkusTest
class HintOfOldKeyIT {
    private static final String BYE = "&post_logout_redirect_uri=https%3A%2F%2Fapp.example%2Fbye&state=s1";

    @Inject
    AgroalDataSource database;

    @Test
    void an_id_token_whose_key_is_gone_still_says_whom_an_application_means() throws Exception {
        var app = Application.registered("openid");
        var ada = SignedIn.withPassword("Ada");
        String idToken =
                app.redeem(app.code(ada.browser(), "scope", "openid")).extract().path("id_token");
        rotate(idToken);
        var silent = app.request("scope", "openid", "prompt", "none", "id_token_hint", idToken);
        assertThat(Application.answer(ada.browser().get(silent))).containsKey("code");
        assertThat(Api.as(idToken).get("/oauth2/userinfo").statusCode()).isEqualTo(401);
        var out = ada.browser().get("/oauth2/logout?id_token_hint=" + idToken + BYE);
        assertThat(out.location()).as(out.body()).isEqualTo("https://app.example/bye?state=s1");
        assertThat(ada.browser().get("/account").location()).isEqualTo("/sign-in");
    }

    @Test
    void one_whose_key_was_revoked_says_nothing_and_he_is_asked_whether_to_sign_out() throws Exception {
        var app = Application.registered("openid");
        var ada = SignedIn.withPassword("Ada");
        String idToken =
                app.redeem(app.code(ada.browser(), "scope", "openid")).extract().path("id_token");
        rotate(idToken);
        Api.as(Api.admin()).post("/keys/rotation").then().statusCode(200);
        var silent = app.request("scope", "openid", "prompt", "none", "id_token_hint", idToken);
        assertThat(Application.answer(ada.browser().get(silent))).containsEntry("error", "invalid_request");
        var page = ada.browser().get("/oauth2/logout?id_token_hint=" + idToken + BYE);
        assertThat(page.body()).contains("Sign out?").doesNotContain("app.example");
        assertThat(ada.browser().get("/account").status()).isEqualTo(200);
        var out = ada.browser()
                .post(
                        "/oauth2/logout/confirm",
                        "form",
                        page.form(),
                        "back",
                        page.found("name=\"back\" value=\"([^\"]*)\""));
        assertThat(out.status()).isEqualTo(200);
        assertThat(ada.browser().get("/account").location()).isEqualTo("/sign-in");
        await().atMost(Topics.SOON)
                .until(() -> Api.as(Api.admin()).get("/identities?name=nobody").statusCode() == 200);
    }

    /** Until the key of this token is gone. Time passes in that rows grow older. */
    private void rotate(String token) throws SQLException, ParseException {
        var old = SignedJWT.parse(token).getHeader().getKeyID();
        older(old, "29 days 23 hours 30 minutes");
        var next = await().atMost(Topics.SOON).until(HintOfOldKeyIT::keys, keys -> keys.size() == 2);
        older(next.get(1), "67 minutes");
        await().atMost(Topics.SOON).until(() -> !keys().contains(old));
    }

    private static List<String> keys() {
        return get("/oauth2/jwks").then().extract().path("keys.findAll { it.alg == 'ES256' }.kid");
    }

    private void older(String key, String by) throws SQLException {
        try (var connection = database.getConnection();
                var run = connection.createStatement()) {
            run.execute(
                    "UPDATE signing_keys SET signs_from = signs_from - interval '" + by + "' WHERE id = '" + key + "'");
        }
    }
}
