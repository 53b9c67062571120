package dev.mandate.console.findings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.pages.PageBrowser;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Findings and what is done about them, with audit-service and the sign-in played. */
@QuarkusTest
@TestSecurity(user = "ada")
class FindingPagesIT {
    private static final String SENT = "/findings/" + PlayedFindings.SENT;
    private static final String QUIET = "/findings/" + PlayedFindings.QUIET;

    @Inject
    PlayedFindings findings;

    @TestHTTPResource
    URI site;

    private PageBrowser browser;

    @BeforeEach
    void begin() {
        findings.begin();
        browser = new PageBrowser(site);
    }

    @Test
    void what_nobody_has_looked_at_is_listed_first_and_the_rest_by_choice_page_by_page() {
        assertThat(browser.get("/findings").body()).contains(SENT).doesNotContain(QUIET);
        var all = browser.get("/findings?status=all&session=del_1").body();
        assertThat(all).contains(SENT, QUIET, "/findings?status=all&amp;session=del_1&amp;after=17");
        assertThat(findings.done()).containsExactly("list new ", "list all del_1");
    }

    @Test
    void one_tells_its_story_what_to_do_and_leads_to_the_session() {
        assertThat(browser.get(SENT).body())
                .contains(
                        "towards &lt;outside.example&gt;",
                        "Look at the session",
                        "/sessions/del_01jdm00000000000000000000a",
                        "What the tool does: private",
                        "“Ada Lovelace” answers for what was done",
                        "it counts as a stranger",
                        "AML.T0086",
                        "10 minutes ago",
                        "I work at it")
                .doesNotContain("Alert again");
        assertThat(browser.get(QUIET).body()).contains("Alert again", "known").doesNotContain("I work at it");
    }

    @Test
    void it_is_acknowledged_suppressed_for_a_while_lifted_and_resolved_with_a_reason() {
        assertThat(triage(SENT, "acknowledge", "", "")).isEqualTo(303);
        assertThat(triage(SENT, "suppress", "a drill", "day")).isEqualTo(303);
        assertThat(triage(QUIET, "lift", "over", "")).isEqualTo(303);
        assertThat(triage(SENT, "resolve", "it was asked for", "")).isEqualTo(303);
        assertThat(findings.done())
                .containsExactly(
                        "acknowledge " + PlayedFindings.SENT,
                        "suppress " + PlayedFindings.SENT + " a drill 24h",
                        "lift " + PlayedFindings.QUIET + " over",
                        "resolve " + PlayedFindings.SENT + " it was asked for");
    }

    @Test
    void without_a_reason_an_end_or_the_form_s_token_nothing_is_done() {
        assertThat(triage(SENT, "resolve", " ", "")).isEqualTo(409);
        assertThat(triage(SENT, "suppress", "a drill", "ever")).isEqualTo(409);
        assertThat(triage(SENT, "whatever", "a drill", "")).isEqualTo(409);
        assertThat(browser.post(SENT + "/triage", "answer", "acknowledge").status())
                .isEqualTo(400);
        assertThat(findings.done()).isEmpty();
    }

    @Test
    void what_the_service_says_against_it_is_on_the_page() {
        findings.refusesWith("Leave it; only what is suppressed can be lifted.");
        var token = browser.get(SENT).field("csrf-token");
        var page = browser.post(SENT + "/triage", "csrf-token", token, "answer", "lift", "reason", "x");
        assertThat(page.status()).isEqualTo(409);
        assertThat(page.body()).contains("only what is suppressed can be lifted");
    }

    @Test
    void who_holds_no_role_for_it_is_told_which_and_finds_none() {
        findings.allows(false);
        assertThat(browser.get("/findings").body())
                .contains("mandate-investigator")
                .doesNotContain(SENT);
        for (var path : new String[] {SENT, "/findings/nonsense", "/findings/fnd_"})
            assertThat(browser.get(path).status()).isEqualTo(404);
    }

    private int triage(String path, String answer, String reason, String ends) {
        return browser.post(
                        path + "/triage",
                        "csrf-token",
                        browser.get(path).field("csrf-token"),
                        "answer",
                        answer,
                        "reason",
                        reason,
                        "ends",
                        ends)
                .status();
    }
}
