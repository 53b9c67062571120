package dev.mandate.identity.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.identity.SignedIn;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * quarkus-oidc with its own settings (no PKCE, no nonce), as an application that signs people in and as a service that takes their tokens. By
 * command, since it needs another process: {@code mvn -pl deploy/console -am package -DskipTests}, then {@code mvn -pl identity-service verify
 * -Dit.test=QuarkusOidcIT -Dquarkus-oidc.app=<path of deploy/console/target/quarkus-app/quarkus-run.jar>}.
 */
@QuarkusTest
@EnabledIfSystemProperty(named = "quarkus-oidc.app", matches = ".+")
class QuarkusOidcIT {
    private static final Path APP = Path.of(System.getProperty("quarkus-oidc.app", ""));

    @Test
    void it_signs_somebody_in_and_out_and_takes_tokens_while_they_count() throws Exception {
        try (var oidc = new QuarkusOidc()) {
            var app = Application.registered(
                    Map.of(
                            "redirectUris",
                            List.of(oidc.back(), Application.BACK),
                            "postLogoutRedirectUris",
                            List.of(oidc.url() + "/signed-out"),
                            "withoutPkce",
                            true),
                    "openid",
                    "profile");
            oidc.runs(APP, app);
            var ada = SignedIn.withPassword("Ada");
            var sent = oidc.get("/agents");
            assertThat(sent.statusCode()).isEqualTo(302);
            var asks = location(sent);
            assertThat(asks)
                    .contains("/oauth2/authorize?", "client_id=" + app.id())
                    .doesNotContain("code_challenge", "nonce");
            var back =
                    ada.browser().get(asks.substring(asks.indexOf("/oauth2/"))).location();
            assertThat(back).startsWith(oidc.back() + "?").contains("code=");
            var in = oidc.get(back, "Cookie", cookies(sent));
            assertThat(cookies(in)).as(in.body()).contains("q_session");
            assertThat(location(in)).startsWith(oidc.url() + "/agents");
            var out = oidc.get("/sign-out", "Cookie", cookies(in));
            assertThat(location(out)).contains("/oauth2/logout?", "id_token_hint=", "post_logout_redirect_uri=");
            var leaving =
                    ada.browser().get(location(out).substring(location(out).indexOf("/oauth2/")));
            assertThat(leaving.status()).as(leaving.body()).isIn(200, 303);
            oidc.stops();

            // As a service: by the keys that we publish, and by asking whether a token counts.
            for (var asking : List.of("false", "true")) {
                oidc.runs(
                        APP,
                        app,
                        "-Dquarkus.oidc.application-type=service",
                        "-Dquarkus.oidc.logout.path=",
                        "-Dquarkus.oidc.token.require-jwt-introspection-only=" + asking);
                var leo = SignedIn.withPassword("Leo");
                String token = app.redeem(app.code(leo.browser(), "scope", "openid profile"))
                        .extract()
                        .path("access_token");
                assertThat(bearer(oidc, token)).isNotEqualTo(401);
                assertThat(bearer(oidc, token.replaceAll("\\.[^.]*$", ".AAAA"))).isEqualTo(401);
                leo.browser()
                        .post("/sign-out", "form", leo.browser().get("/account").form());
                assertThat(bearer(oidc, token) == 401)
                        .as("who asks knows at once that it doesn't count")
                        .isEqualTo(asking.equals("true"));
                oidc.stops();
            }
        }
    }

    private static int bearer(QuarkusOidc oidc, String token) throws Exception {
        return oidc.get("/agents", "Authorization", "Bearer " + token).statusCode();
    }

    private static String location(HttpResponse<?> answer) {
        return answer.headers().firstValue("Location").orElse("");
    }

    private static String cookies(HttpResponse<?> answer) {
        return answer.headers().allValues("Set-Cookie").stream()
                .map(cookie -> cookie.split(";", 2)[0])
                .collect(Collectors.joining("; "));
    }
}
