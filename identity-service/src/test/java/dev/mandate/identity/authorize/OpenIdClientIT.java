package dev.mandate.identity.authorize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mandate.identity.Api;
import dev.mandate.identity.NodePackage;
import dev.mandate.identity.SignedIn;
import dev.mandate.identity.TestBrowser;
import dev.mandate.identity.browser.BrowserSeal;
import dev.mandate.identity.tokens.ProofNonces;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The library that many applications in JavaScript sign people in with, and the one that it stands on, by itself. They come from npm's
 * registry, so that they are asked for by {@code -DargLine=-Dopenid-client=true}; {@link OpenIdProviderIT} does the same by a library that
 * the build has.
 */
@QuarkusTest
class OpenIdClientIT {
    private static final NodePackage LIBRARY =
            new NodePackage("openid-client", "6.9.0", Path.of("target/openid-client"));

    @Inject
    BrowserSeal seal;

    @ParameterizedTest
    @ValueSource(strings = {"openid-client.mjs", "oauth4webapi.mjs"})
    void it_signs_somebody_in_with_its_default_settings(String script) throws Exception {
        assumeTrue(Boolean.getBoolean("openid-client"), "skipped: -DargLine=-Dopenid-client=true asks for it");
        assumeTrue(LIBRARY.installed(script), "skipped: no Node, or npm can't install " + LIBRARY);
        var app = Application.registered("openid", "profile", "email");
        var ada = SignedIn.withPassword("Ada");
        assertThat(signsIn(script, app, ada))
                .isEqualTo("{\"sub\":\"" + ada.person().id()
                        + "\",\"name\":\"Ada Example\",\"before\":true,\"after\":false}");
    }

    /** What is refused first is asked for once more, with the nonce; from then on each answer gives the next one. */
    @Test
    void openid_client_proves_its_key_with_the_nonces_that_are_wanted() throws Exception {
        assumeTrue(Boolean.getBoolean("openid-client"), "skipped: -DargLine=-Dopenid-client=true asks for it");
        assumeTrue(LIBRARY.installed("openid-client-dpop.mjs"), "skipped: no Node, or npm can't install " + LIBRARY);
        QuarkusMock.installMockForType(new ProofNonces(seal, true), ProofNonces.class);
        assertThat(signsIn(
                        "openid-client-dpop.mjs",
                        Application.registered("openid", "profile"),
                        SignedIn.withPassword("Ada")))
                .startsWith("{\"name\":\"Ada Example\",\"type\":\"dpop\"")
                .contains("\"/oauth2/token 400\",\"/oauth2/token 200\"")
                .contains("\"/oauth2/userinfo 401\",\"/oauth2/userinfo 200\"")
                .endsWith("\"/oauth2/token 200\"]}");
    }

    private static String signsIn(String script, Application app, SignedIn who) throws Exception {
        var node = new ProcessBuilder(
                        "node",
                        script,
                        Api.US,
                        "http://localhost:" + RestAssured.port,
                        app.id(),
                        app.secret(),
                        Application.BACK)
                .directory(LIBRARY.home().toFile())
                .redirectErrorStream(true)
                .start();
        try (var out = new BufferedReader(new InputStreamReader(node.getInputStream(), UTF_8));
                var in = node.outputWriter(UTF_8)) {
            var url = out.readLine();
            assertThat(url).startsWith(TestBrowser.SITE + "/oauth2/authorize?");
            in.write(who.browser().get(url).location() + "\n");
            in.flush();
            return String.join("\n", out.lines().toList());
        } finally {
            node.destroy();
        }
    }
}
