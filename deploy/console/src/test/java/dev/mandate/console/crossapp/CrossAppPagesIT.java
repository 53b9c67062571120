package dev.mandate.console.crossapp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.console.frame.Told;
import dev.mandate.pages.PageBrowser;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who acts for people elsewhere, with identity-service and the sign-in played. */
@QuarkusTest
@TestSecurity(user = "ada")
class CrossAppPagesIT {
    @Inject
    PlayedCrossApp crossApp;

    @TestHTTPResource
    URI site;

    private PageBrowser browser;

    @BeforeEach
    void begin() {
        crossApp.begin();
        browser = new PageBrowser(site);
    }

    @Test
    void each_is_told_by_its_name_where_it_acts_and_for_whom() {
        assertThat(browser.get("/cross-app").body())
                .contains(
                        "The application <bdi>Wiki &lt;b&gt;</bdi>",
                        "for who has signed in to it, <bdi>at https://chat.example as “wiki”",
                        "The agent <bdi>clerk</bdi>",
                        "for who gives it a task",
                        "End that clerk acts at https://chat.example",
                        "/cross-app?after=9");
        crossApp.allowed(false);
        assertThat(browser.get("/cross-app").body())
                .contains("mandate-administrator")
                .doesNotContain("Wiki", "Let it act there");
    }

    @Test
    void one_more_waits_and_one_less_counts_at_once() {
        crossApp.tells(new Told.Waits("prp_1"));
        assertThat(let("scopes", "chat.read, chat.write").location()).endsWith("/cross-app?told=waits");
        assertThat(browser.get("/cross-app?told=waits").body()).contains("waits for a second person");
        crossApp.tells(new Told.Done());
        var page = browser.get("/cross-app");
        var ended = browser.post(
                "/cross-app/end",
                "csrf-token",
                page.field("csrf-token"),
                "client",
                page.field("client"),
                "audience",
                page.field("audience"),
                "resource",
                page.field("resource"),
                "reason",
                "it is over");
        assertThat(ended.location()).endsWith("/cross-app?told=done");
        assertThat(crossApp.done())
                .containsExactly(
                        "let Wiki {audience=https://chat.example, clientId=wiki, scopes=[chat.read, chat.write], tools=[]} ",
                        "end Place[client=cli_1, audience=https://chat.example, resource=https://chat.example/mcp] it is over");
    }

    @Test
    void without_a_name_or_the_form_s_token_nothing_is_asked_and_what_is_refused_is_told() {
        assertThat(let("whose", " ").body()).contains("Name the application or agent");
        assertThat(browser.post("/cross-app/end", "client", "cli_1").status()).isEqualTo(400);
        assertThat(crossApp.done()).isEmpty();
        crossApp.tells(Told.refused("No application or agent is named “Wiki”."));
        var refused = let();
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body())
                .contains("No application or agent is named “Wiki”.")
                .as("what was typed stays")
                .contains("name=\"at\" value=\"https://chat.example\"");
    }

    private PageBrowser.Page let(String... other) {
        var form = new LinkedHashMap<String, String>();
        form.put("csrf-token", browser.get("/cross-app").field("csrf-token"));
        form.put("whose", "Wiki");
        form.put("at", "https://chat.example");
        form.put("as", "wiki");
        for (int i = 0; i < other.length; i += 2) form.put(other[i], other[i + 1]);
        return browser.post(
                "/cross-app/let",
                form.entrySet().stream()
                        .flatMap(field -> Stream.of(field.getKey(), field.getValue()))
                        .toArray(String[]::new));
    }
}
