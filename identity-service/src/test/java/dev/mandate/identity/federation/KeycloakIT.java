package dev.mandate.identity.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.identity.SignalEvent;
import dev.mandate.events.identity.SignalEvent.SessionEnded;
import dev.mandate.identity.Api;
import dev.mandate.identity.SignedIn;
import dev.mandate.identity.TestBrowser;
import dev.mandate.identity.Topics;
import dev.mandate.pages.PageBrowser.Page;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * A real Keycloak, by command, since it takes a minute to start and 600 MB: {@code mvn dependency:copy
 * -Dartifact=org.keycloak:keycloak-quarkus-dist:26.7.3:tar.gz -DoutputDirectory=.}, unpack it, then {@code mvn -pl identity-service verify
 * -Dit.test=KeycloakIT -Dkeycloak.home=<where it is>}.
 */
@QuarkusTest
@EnabledIfSystemProperty(named = "keycloak.home", matches = ".+")
class KeycloakIT {
    @Test
    void people_of_a_keycloak_link_sign_in_join_and_are_signed_out() throws Exception {
        try (var keycloak = new Keycloak(Path.of(System.getProperty("keycloak.home")))) {
            var id = isTrusted(keycloak, "mandate", Map.of("clientSecret", Keycloak.SECRET));
            var ida = SignedIn.withPassword("Ida");
            var there = new Keycloak.Person();
            var page = ida.browser()
                    .post(
                            "/account/linked/" + id,
                            "form",
                            ida.browser().get("/account").form());
            assertThat(ida.browser().get(there.signsIn(leads(page), "ida")).location())
                    .isEqualTo("/account");
            assertThat(ida.browser().get("/account").body()).contains("as ida@corp.example");

            var browser = new TestBrowser();
            var sent = browser.get("/sign-in/with/" + id);
            assertThat(browser.get(there.signsIn(sent.location(), "nobody types a name"))
                            .location())
                    .as("she is signed in there already")
                    .isEqualTo("/account");
            assertThat(there.isAsked(
                            browser.get("/sign-in/with/" + id + "?again").location()))
                    .as("she is asked there again")
                    .isTrue();
            var again = browser.get("/sign-in/with/" + id);
            assertThat(browser.get(there.signsIn(again.location(), "ida")).location())
                    .isEqualTo("/account");

            var nina = new TestBrowser();
            var hers = new Keycloak.Person()
                    .signsIn(nina.get("/sign-in/with/" + id).location(), "nina");
            assertThat(nina.get(hers).body()).contains("Your account is being made");

            keycloak.tellsOfLogout("http://localhost:" + RestAssured.port + "/sign-in/with/" + id + "/logout");
            keycloak.signsOut("ida");
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> browser.get("/account").location().equals("/sign-in"));
            var ended = (SessionEnded) Topics.awaitOn(
                    SignalEvent.FAMILY,
                    it -> it instanceof SessionEnded end && end.reasonAdmin().equals("signed_out_at_provider"));
            assertThat(ended.subject()).isEqualTo(ida.person().id());
            assertThat(ended.by()).isNotNull().extracting(Actor::subject).isEqualTo(keycloak.issuer());

            isTrusted(keycloak, "mandate-key", Map.of("authentication", "private_key_jwt"));
            var byKey = new TestBrowser();
            var back = new Keycloak.Person()
                    .signsIn(byKey.get("/sign-in/with/" + id).location(), "ida");
            assertThat(byKey.get(back).location()).as("by our own key").isEqualTo("/account");
        }
    }

    private static String isTrusted(Keycloak keycloak, String client, Map<String, ?> by) {
        var provider = new HashMap<String, Object>(
                Map.of("name", "Keycloak", "clientId", client, "joining", List.of(Map.of("department", "guests"))));
        provider.putAll(by);
        return Api.as(Api.admin())
                .body(Map.of("issuer", keycloak.issuer(), "provider", provider))
                .post("/issuers")
                .then()
                .statusCode(200)
                .extract()
                .path("provider.id");
    }

    private static String leads(Page page) {
        return page.found("class=\"button\" href=\"([^\"]*)\"").replace("&amp;", "&");
    }
}
