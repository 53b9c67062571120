package dev.mandate.identity.attestation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.nimbusds.jose.jwk.ECKey;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.identity.Api;
import dev.mandate.identity.NodePackage;
import dev.mandate.identity.SignedIn;
import dev.mandate.identity.TestBrowser;
import dev.mandate.identity.authorize.Application;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A client library of others has its client attested with its own settings. It comes from npm's registry, so that it is asked for by {@code -DargLine=-Dopenid-client=true}. */
@QuarkusTest
class AttestedClientIT {
    private static final String SCRIPT = "attested-client.mjs";
    private static final NodePackage LIBRARY =
            new NodePackage("@openid4vc/oauth2", "0.4.6", Path.of("target/openid4vc-oauth2"));

    @Test
    void its_request_ahead_its_code_and_its_refresh_are_attested() throws Exception {
        assumeTrue(Boolean.getBoolean("openid-client"), "skipped: -DargLine=-Dopenid-client=true asks for it");
        assumeTrue(LIBRARY.installed(SCRIPT), "skipped: no Node, or npm can't install " + LIBRARY);
        var attester = new Attester().trusted();
        var app = Application.registered(Map.of("public", true), "openid", "profile");
        var ada = SignedIn.withPassword("Ada");
        var node = new ProcessBuilder(
                        "node", SCRIPT, Api.US, "http://localhost:" + RestAssured.port, app.id(), "-", Application.BACK)
                .directory(LIBRARY.home().toFile())
                .redirectErrorStream(true)
                .start();
        try (var out = new BufferedReader(new InputStreamReader(node.getInputStream(), UTF_8));
                var in = node.outputWriter(UTF_8)) {
            in.write(attester.attests(app.id(), ECKey.parse(out.readLine()), it -> {}) + "\n");
            in.flush();
            var url = out.readLine();
            assertThat(url).startsWith(TestBrowser.SITE + "/oauth2/authorize?").contains("request_uri=");
            in.write(ada.browser().get(url).location() + "\n");
            in.flush();
            var surfaces = Map.of(attester.surface, attester.issuer);
            assertThat(EventJson.mapper()
                            .readValue(String.join("\n", out.lines().toList()), Map.class))
                    .isEqualTo(Map.of("supported", true, "first", surfaces, "refreshed", surfaces));
        } finally {
            node.destroy();
        }
    }
}
