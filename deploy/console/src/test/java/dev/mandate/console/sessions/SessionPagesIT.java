package dev.mandate.console.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.pages.PageBrowser;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a session did, with audit-service and the sign-in played. */
@QuarkusTest
@TestSecurity(user = "ada")
class SessionPagesIT {
    private static final String SESSION = "/sessions/" + PlayedSessions.SESSION;

    @TestHTTPResource
    URI site;

    private PageBrowser browser;

    @BeforeEach
    void begin() {
        browser = new PageBrowser(site);
    }

    @Test
    void steps_stand_in_order_with_what_is_missing_and_lead_on() {
        var page = browser.get(SESSION).body();
        assertThat(page)
                .contains(
                        "find out what others say about us",
                        "Ada Abel",
                        "1. ",
                        "2. ",
                        "left without a record",
                        "nobody is asked about one by one",
                        "Ada Abel isn&#39;t asked for calls of email.send",
                        "Much at once")
                .contains("&lt;script&gt;")
                .doesNotContain("<script", "3. ");
        var following = browser.get(SESSION + "?after=" + PlayedSessions.NEXT).body();
        assertThat(page).contains(SESSION + "?after=" + PlayedSessions.NEXT);
        assertThat(following)
                .contains(
                        "Held until somebody approves it",
                        "the same as in step 1",
                        "/findings/fnd_01jdm0000000000000000000aa",
                        "said no",
                        "Nobody told what came of it.");
    }

    @Test
    void one_file_has_all_of_it_and_needs_nothing_else() {
        var file = browser.get(SESSION + "/file");
        assertThat(file.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"session-" + PlayedSessions.SESSION + ".html\"");
        assertThat(file.body())
                .containsOnlyOnce("asked for calls of email.send")
                .contains("1. ", "2. ", "3. ", "--ground", "Private data sent out")
                .doesNotContain("<link", "href=\"/", "<script");
    }

    @Test
    void what_is_none_and_what_another_answers_for_has_no_page() {
        for (var path : List.of("/sessions/del_01jdm00000000000000000000z", "/sessions/nonsense", SESSION + "?after=x"))
            assertThat(browser.get(path).status()).isEqualTo(404);
    }
}
