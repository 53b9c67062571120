package dev.mandate.console.caps;

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

/** How long tasks last, with identity-service and the sign-in played. */
@QuarkusTest
@TestSecurity(user = "ada")
class TaskCapPagesIT {
    @Inject
    PlayedTaskCaps caps;

    @TestHTTPResource
    URI site;

    private PageBrowser browser;

    @BeforeEach
    void begin() {
        caps.begin();
        browser = new PageBrowser(site);
    }

    @Test
    void each_is_told_in_words_and_to_whom_it_is_not_for_that_it_is_not() {
        assertThat(browser.get("/task-caps").body())
                .contains(
                        "Tasks of agents that are <bdi>autonomous</bdi>, or of which no administrator has confirmed what they are, last <strong>1 minute and 30 seconds</strong>",
                        "Tasks of <bdi>Wiki &lt;b&gt;</bdi> last <strong>1 hour and 30 minutes</strong>",
                        "Tasks that people give with the role <bdi>finance</bdi>, or with one that inherits it, last <strong>2 hours</strong>");
        caps.allowed(false);
        assertThat(browser.get("/task-caps").body())
                .contains("mandate-administrator")
                .doesNotContain("Wiki", "Let them last no longer");
    }

    @Test
    void one_is_said_and_one_is_said_no_more() {
        assertThat(say("reason", "it only reads").location()).endsWith("/task-caps?told=done");
        say("of", "SUPERVISED", "name", "");
        var page = browser.get("/task-caps?told=done");
        assertThat(page.body()).contains("That is done.");
        browser.post(
                "/task-caps/end", "csrf-token", page.field("csrf-token"), "of", "ROLE", "id", "finance", "reason", "");
        assertThat(caps.done())
                .containsExactly("CLIENT Wiki 30 it only reads", "AUTONOMY SUPERVISED 30 ", "ROLE finance null ");
    }

    @Test
    void what_can_not_be_meant_is_not_asked_and_what_is_refused_is_told_with_what_was_typed() {
        assertThat(say("minutes", "0").body()).contains("from 1 to 1440");
        assertThat(say("minutes", "half an hour").body()).contains("from 1 to 1440");
        assertThat(say("name", " ").body()).contains("Name the application, agent or role");
        assertThat(say("of", "EVERYTHING").body()).contains("Choose whose tasks");
        assertThat(browser.post("/task-caps/say", "of", "ROLE").status()).isEqualTo(400);
        assertThat(caps.done()).isEmpty();
        caps.tells(Told.refused("No application or agent is named \u201cWiki\u201d."));
        var refused = say();
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body()).contains("is named \u201cWiki\u201d", "name=\"minutes\" value=\"30\"");
    }

    private PageBrowser.Page say(String... other) {
        var form = new LinkedHashMap<String, String>();
        form.put("csrf-token", browser.get("/task-caps").field("csrf-token"));
        form.put("of", "CLIENT");
        form.put("name", "Wiki");
        form.put("minutes", "30");
        for (int i = 0; i < other.length; i += 2) form.put(other[i], other[i + 1]);
        return browser.post(
                "/task-caps/say",
                form.entrySet().stream()
                        .flatMap(field -> Stream.of(field.getKey(), field.getValue()))
                        .toArray(String[]::new));
    }
}
